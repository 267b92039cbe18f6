/** Times as people say them: "14:21" today, "Friday" this week, "2 March" this year, "2 March 2025" before that. */
const DAY = 86_400_000;

export type WhenOptions = {
  /** The moment it is seen at, in milliseconds. */
  readonly now: number;
  /** An IANA name; the browser's own zone when left out. */
  readonly timeZone?: string;
};

const format = (at: number, options: Intl.DateTimeFormatOptions, timeZone: string | undefined): string =>
  new Intl.DateTimeFormat('en-GB', { ...options, ...(timeZone === undefined ? {} : { timeZone }) }).format(
    at,
  );

/** `at` is ISO 8601 or milliseconds. */
export const whenWords = (at: string | number, { now, timeZone }: WhenOptions): string => {
  const time = typeof at === 'number' ? at : Date.parse(at);
  const day = (moment: number) => format(moment, { dateStyle: 'short' }, timeZone);
  if (day(time) === day(now)) return format(time, { hour: '2-digit', minute: '2-digit' }, timeZone);
  if (day(time) === day(now - DAY)) return 'yesterday';
  if (day(time) === day(now + DAY)) return 'tomorrow';
  if (time < now && now - time < 6 * DAY) return format(time, { weekday: 'long' }, timeZone);
  const year = (moment: number) => format(moment, { year: 'numeric' }, timeZone);
  const isThisYear = year(time) === year(now);
  return format(
    time,
    { day: 'numeric', month: 'long', ...(isThisYear ? {} : { year: 'numeric' }) },
    timeZone,
  );
};

/** The whole of it, for who wants to know exactly: "Monday, 9 March 2026 at 14:21". */
export const exactly = (at: string | number, timeZone?: string): string =>
  format(typeof at === 'number' ? at : Date.parse(at), { dateStyle: 'full', timeStyle: 'short' }, timeZone);
