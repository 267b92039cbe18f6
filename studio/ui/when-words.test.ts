import { expect, test } from 'vitest';
import { exactly, whenWords } from './when-words.ts';

/** Monday. */
const now = Date.UTC(2026, 2, 9, 14, 21);
const timeZone = 'UTC';

test.each([
  ['2026-03-09T09:05:00Z', '09:05'],
  ['2026-03-08T23:59:00Z', 'yesterday'],
  ['2026-03-10T00:01:00Z', 'tomorrow'],
  ['2026-03-06T12:00:00Z', 'Friday'],
  ['2026-03-02T12:00:00Z', '2 March'],
  ['2026-03-16T12:00:00Z', '16 March'],
  ['2025-03-16T12:00:00Z', '16 March 2025'],
])('%s is said as “%s”', (at, words) => {
  expect(whenWords(at, { now, timeZone })).toBe(words);
});

test('a day is that of the reader’s zone', () => {
  const late = '2026-03-08T23:30:00Z';
  expect(whenWords(late, { now, timeZone: 'Europe/Berlin' })).toBe('00:30');
});

test('exactly is exact', () => {
  expect(exactly(now, timeZone)).toBe('Monday, 9 March 2026 at 14:21');
});
