/** When a day began, where people live. Pure. */
import { HOUR, type Instant } from '@sluice/core/instant';
import { ok, problem, type Result, refused } from '@sluice/core/problem';

/** Names such as "Europe/Berlin" and "UTC"; no offsets, whose sign is read in two ways. */
const NAME = /^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/;

/** The first instant of the day that `now` belongs to in this time zone. Refused: a zone nobody knows. */
export const startOfDay = (now: Instant, timeZone: string): Result<Instant> => {
  const format = NAME.test(timeZone) ? formatOf(timeZone) : null;
  if (!format) {
    return refused(
      problem(
        'bad-request',
        'timeZone',
        'timeZone: nobody knows this time zone.',
        'Use an IANA name, such as Europe/Berlin.',
      ),
    );
  }
  const day = dayOf(format, now);
  // Quarter by quarter: whatever the clocks do that day, its first quarter is the one after another day's last.
  let start = now - (now % QUARTER);
  while (dayOf(format, start - 1) === day) start -= QUARTER;
  return ok(start);
};

/** Zones differ from UTC by whole quarters of an hour. */
const QUARTER = HOUR / 4;

const dayOf = (format: Intl.DateTimeFormat, instant: Instant): string => format.format(instant);

const formatOf = (timeZone: string): Intl.DateTimeFormat | null => {
  try {
    return new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  } catch {
    return null;
  }
};
