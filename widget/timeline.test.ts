import { expect, it } from 'vitest';
import type { Entry } from './store.ts';
import { dayAndTime, initials, rows } from './timeline.ts';

process.env.TZ = 'UTC'; // the visitor's own zone; fixed here so that times can be read
const TUESDAY = '2026-03-10T14:18:00.000Z';
const later = (minutes: number): string => new Date(Date.parse(TUESDAY) + minutes * 60_000).toISOString();
const now = Date.parse(later(60));

let count = 0;
const said = (from: Entry['from'], minutes: number, author?: string): Entry => ({
  id: String(++count),
  from,
  type: 'message',
  markdown: 'x',
  at: later(minutes),
  ...(author && { author }),
});
const shape = (entries: readonly Entry[]): readonly string[] =>
  rows(entries, 'Acme', now).map((row) =>
    row.type === 'line'
      ? row.says
      : `${row.entry.from}${row.first ? ' first' : ''}${row.last ? ' last' : ''}`,
  );

it('begins with the day and time', () => {
  expect(shape([said('bot', 0)])).toEqual(['Tuesday, 14:18', 'bot first last']);
});

it('groups what one side says in a row', () => {
  expect(shape([said('bot', 0), said('bot', 0), said('person', 1), said('bot', 2)])).toEqual([
    'Tuesday, 14:18',
    'bot first',
    'bot last',
    'person first last',
    'bot first last',
  ]);
});

it('says the time again after an hour of silence and on another day', () => {
  expect(shape([said('bot', 0), said('bot', 61)])).toEqual([
    'Tuesday, 14:18',
    'bot first last',
    'Tuesday, 15:19',
    'bot first last',
  ]);
  expect(shape([said('bot', 0), said('bot', 60 * 24)])[2]).toBe('Wednesday, 14:18');
});

it('says once who joined, until the bot speaks again or another person comes', () => {
  const lines = shape([
    said('bot', 0),
    said('human', 6, 'Maya Ortiz'),
    said('person', 7),
    said('human', 8, 'Maya Ortiz'),
    said('human', 9, 'Jonas'),
  ]).filter((line) => line.includes('joined'));
  expect(lines).toEqual(['Maya from Acme joined, 14:24', 'Jonas from Acme joined, 14:27']);
});

it('writes the date instead of the weekday when it is a week ago', () => {
  expect(dayAndTime(TUESDAY, now + 7 * 24 * 3600_000)).toBe('10 March, 14:18');
});

it('makes initials of names of any length', () => {
  expect(['Maya Ortiz', 'maya', 'Ana de la Cruz', ''].map(initials)).toEqual(['MO', 'M', 'AC', '']);
});
