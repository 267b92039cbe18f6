/** Order and dates: numbers against numbers, dates against dates, and nothing else. */
import { describe, expect, test } from 'vitest';
import { casesNow as now, operatorCases } from '../../test/fakes/operator-cases.ts';
import { DAY, HOUR, MINUTE, SECOND, toIso } from '../instant.ts';
import { instantOf, isoInstant, unixInstant } from './date-value.ts';

operatorCases('order compares two numbers', [
  [8, 'greater_than', 7, true],
  [7, 'greater_than', 7, false],
  [7, 'at_least', 7, true],
  [6, 'less_than', 7, true],
  [7, 'less_than', 7, false],
  [7, 'at_most', 7, true],
  [8, 'at_most', 7, false],
  ['10', 'greater_than', 9, true],
  [10, 'greater_than', '9', true],
  ['10', 'greater_than', '9', false],
  ['10', 'greater_than', '9', true, { type: 'number' }],
  [-1, 'less_than', 0, true],
  [0.5, 'at_most', '.5', true],
]);

operatorCases('order compares two dates', [
  ['2026-03-09', 'greater_than', '2026-03-08', true],
  ['2026-03-09', 'at_least', '2026-03-09T00:00:00Z', true],
  ['2026-03-09T01:00+02:00', 'less_than', '2026-03-09', true],
  [1_773_000_000, 'greater_than', '2026-01-01', true],
  ['2026-01-01', 'less_than', 1_773_000_000, true],
  [1_773_000_000_000, 'at_least', '2026-01-01', true],
  [1_773_000_000, 'at_least', 1_773_000_000_000, true, { type: 'date' }],
  [1_773_000_000, 'at_least', 1_773_000_000_000, false],
  ['1773000000', 'greater_than', '2026-01-01', true, { type: 'date' }],
  ['1773000000', 'greater_than', '2026-01-01', false],
]);

operatorCases('order of anything else is false', [
  [undefined, 'less_than', 7, false],
  [null, 'at_most', 7, false],
  ['', 'at_most', 7, false],
  ['many', 'greater_than', 7, false],
  [true, 'greater_than', 0, false],
  [[8], 'greater_than', 7, false],
  [{}, 'at_least', 0, false],
  ['b', 'greater_than', '2026-01-01', false],
  ['2026-03-09', 'greater_than', 7, false, { type: 'number' }],
]);

operatorCases('equals compares two dates as instants', [
  ['2026-03-09', 'equals', '2026-03-09T00:00:00.000Z', true],
  ['2026-03-09T02:00:00+02:00', 'equals', '2026-03-09', true],
  [1_773_014_400, 'equals', '2026-03-09', true],
  ['2026-03-09', 'equals', 1_773_014_400_000, true],
  ['2026-03-10', 'equals', '2026-03-09', false],
  [1_773_014_400, 'equals', 1_773_014_400_000, false],
  [1_773_014_400, 'equals', 1_773_014_400_000, true, { type: 'date' }],
  ['2026-03-09', 'equals', '2026-03-09T00:00Z', false, { type: 'text' }],
  ['2026-03-09', 'equals', '2026-03-09T00:00Z', false, { type: 'number' }],
  ['2026-03-09', 'one_of', ['x', '2026-03-09T00:00Z'], true],
  ['2026-03-09', 'not_one_of', ['x', '2026-03-09T00:00Z'], false],
]);

const ago = (milliseconds: number): string => toIso(now - milliseconds);

operatorCases('within_last includes both ends, and the future is outside', [
  [ago(0), 'within_last', { n: 7, unit: 'days' }, true],
  [ago(7 * DAY), 'within_last', { n: 7, unit: 'days' }, true],
  [ago(7 * DAY + 1), 'within_last', { n: 7, unit: 'days' }, false],
  [ago(-1), 'within_last', { n: 7, unit: 'days' }, false],
  [ago(30 * MINUTE), 'within_last', { n: 30, unit: 'minutes' }, true],
  [ago(31 * MINUTE), 'within_last', { n: 30, unit: 'minutes' }, false],
  [ago(2 * HOUR), 'within_last', { n: 2, unit: 'hours' }, true],
  [ago(14 * DAY), 'within_last', { n: 2, unit: 'weeks' }, true],
  [ago(14 * DAY + SECOND), 'within_last', { n: 2, unit: 'weeks' }, false],
  [(now - DAY) / 1_000, 'within_last', { n: 1, unit: 'days' }, true],
  [now - DAY, 'within_last', { n: 1, unit: 'days' }, true],
  ['yesterday', 'within_last', { n: 7, unit: 'days' }, false],
  [undefined, 'within_last', { n: 7, unit: 'days' }, false],
  [undefined, 'not_within_last', { n: 7, unit: 'days' }, true],
  [ago(-1), 'not_within_last', { n: 7, unit: 'days' }, true],
  [ago(DAY), 'not_within_last', { n: 7, unit: 'days' }, false],
]);

describe('ISO 8601', () => {
  test.each([
    ['2026-03-09', '2026-03-09T00:00:00.000Z'],
    ['2026-03-09T09:30', '2026-03-09T09:30:00.000Z'],
    ['2026-03-09 09:30:15', '2026-03-09T09:30:15.000Z'],
    ['2026-03-09T09:30:15.5Z', '2026-03-09T09:30:15.500Z'],
    ['2026-03-09T09:30:15,1239999Z', '2026-03-09T09:30:15.123Z'],
    ['2026-03-09T09:30:15+05:30', '2026-03-09T04:00:15.000Z'],
    ['2026-03-09T09:30:15-0800', '2026-03-09T17:30:15.000Z'],
    ['2026-03-09t09:30z', '2026-03-09T09:30:00.000Z'],
    ['2024-02-29', '2024-02-29T00:00:00.000Z'],
    ['0099-12-31', '0099-12-31T00:00:00.000Z'],
  ])('%s is %s', (text, expected) => {
    const instant = isoInstant(text);
    expect(instant === null ? null : toIso(instant)).toBe(expected);
  });

  test.each([
    ...['2026-02-30', '2025-02-29', '1900-02-29', '2026-13-01', '2026-00-10', '2026-01-00', '2026-3-9'],
    ...['2026-03-09T24:00', '2026-03-09T09:60', '2026-03-09T09', '2026-03-09T09:30+25:00', '2026-03-09x'],
    ...['9 March 2026', '03/09/2026', '20260309', '', '2026-03-09\n2026-03-09'],
  ])('%j is no date', (text) => {
    expect(isoInstant(text)).toBeNull();
  });
});

describe('Unix time', () => {
  test('is milliseconds from 1e11 on and seconds below', () => {
    expect(unixInstant(1e11)).toBe(1e11);
    expect(unixInstant(1e11 - 1)).toBe((1e11 - 1) * 1_000);
    expect(unixInstant(0)).toBe(0);
    expect(unixInstant(-1)).toBe(-1_000);
  });

  test('is no date outside of what a date can hold', () => {
    expect(unixInstant(1e300)).toBeNull();
    expect(unixInstant(Number.NaN)).toBeNull();
  });

  test('is read from the digits of a text only when the attribute is declared a date', () => {
    expect(instantOf('1773000000', 'date')).toBe(1_773_000_000_000);
    expect(instantOf('1773000000')).toBeNull();
    expect(instantOf(true, 'date')).toBeNull();
  });
});
