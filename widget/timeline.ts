/** What stands in the log, in order: messages with their place in a group, and the lines that say when and who joined. */
import type { Entry } from './store.ts';
import { words } from './words.ts';

const PAUSE_MS = 60 * 60 * 1000;
const WEEK_MS = 6 * 24 * 60 * 60 * 1000;

export type Row =
  | { readonly type: 'line'; readonly key: string; readonly says: string }
  | {
      readonly type: 'entry';
      readonly key: string;
      readonly entry: Entry;
      /** First and last of the messages one side said in a row. */
      readonly first: boolean;
      readonly last: boolean;
    };

const format = (options: Intl.DateTimeFormatOptions, at: number): string =>
  new Intl.DateTimeFormat(words.locale, options).format(at);

export const clockTime = (iso: string): string =>
  format({ hour: '2-digit', minute: '2-digit' }, Date.parse(iso));

/** "Tuesday, 14:18"; from a week ago on "3 March, 14:18". */
export const dayAndTime = (iso: string, now: number): string => {
  const at = Date.parse(iso);
  const day =
    now - at < WEEK_MS ? format({ weekday: 'long' }, at) : format({ day: 'numeric', month: 'long' }, at);
  return `${day}, ${clockTime(iso)}`;
};

/** "Maya" of "Maya Ortiz". */
export const firstName = (author: string | undefined): string =>
  (author ?? words.someone).split(' ')[0] ?? '';

/** "MO" of "Maya Ortiz". */
export const initials = (name: string): string => {
  const parts = name.trim().split(/\s+/);
  const letters = [parts[0], parts.length > 1 ? parts.at(-1) : ''].map((part) => [...(part ?? '')][0] ?? '');
  return letters.join('').toUpperCase();
};

const sameDay = (a: number, b: number): boolean => new Date(a).toDateString() === new Date(b).toDateString();
const sameVoice = (a: Entry | undefined, b: Entry | undefined): boolean =>
  a !== undefined && b !== undefined && a.from === b.from && a.author === b.author;

export const rows = (entries: readonly Entry[], title: string, now: number): readonly Row[] => {
  const out: Row[] = [];
  let human: string | undefined;
  entries.forEach((entry, index) => {
    const before = entries[index - 1];
    const after = entries[index + 1];
    const at = Date.parse(entry.at);
    const then = before ? Date.parse(before.at) : Number.NaN;
    const joins = entry.from === 'human' && human !== (entry.author ?? '');
    // A line cuts a group in two.
    const cut = (a: number, b: number): boolean => !sameDay(a, b) || b - a > PAUSE_MS;
    const isCut = !before || cut(then, at);
    if (joins && before && sameDay(then, at)) {
      const author = entry.author ?? words.someone;
      const says = words.joined(firstName(author), title, clockTime(entry.at));
      out.push({ type: 'line', key: `j${entry.id}`, says: entry.author ? says : dayAndTime(entry.at, now) });
    } else if (isCut) {
      out.push({ type: 'line', key: `t${entry.id}`, says: dayAndTime(entry.at, now) });
    }
    if (entry.from === 'human') human = entry.author ?? '';
    else if (entry.from === 'bot') human = undefined;
    out.push({
      type: 'entry',
      key: entry.id,
      entry,
      first: isCut || !sameVoice(before, entry),
      last: !after || !sameVoice(entry, after) || cut(at, Date.parse(after.at)),
    });
  });
  return out;
};
