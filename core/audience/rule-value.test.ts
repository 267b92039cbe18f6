/** Which values each operator refuses when a rule is saved, where, and with which hint. */
import { describe, expect, test } from 'vitest';
import { compileOperator } from './operators.ts';
import { OPERATORS } from './rule-value.ts';

const problemOf = (operator: string, value?: unknown, exact = false) => {
  const compiled = compileOperator(operator, value, { exact });
  return compiled.ok ? undefined : compiled.problems[0];
};

const valued = OPERATORS.filter((operator) => !operator.endsWith('_empty'));

describe('a rule', () => {
  test.each(['is', 'EQUALS', '', 'constructor', '__proto__', 'equals ', 'OR 1=1'])(
    'with the unknown operator %j is refused with the ones there are',
    (operator) => {
      const found = problemOf(operator, 'x');
      expect(found).toMatchObject({ code: 'unknown-operator', at: 'operator' });
      expect(found?.hint).toContain('within_last');
    },
  );

  test.each(valued)('%s refuses a missing, empty or null value', (operator) => {
    expect(problemOf(operator)).toMatchObject({ code: 'value-missing', at: 'value' });
    for (const value of [null, '', ' \t']) {
      expect(problemOf(operator, value)).toMatchObject({ code: 'value-empty', at: 'value' });
    }
  });

  test.each(['is_empty', 'is_not_empty'])('%s takes no value', (operator) => {
    expect(problemOf(operator)).toBeUndefined();
    expect(problemOf(operator, true)).toMatchObject({ code: 'value-not-expected', at: 'value' });
    expect(problemOf(operator, null)).toMatchObject({ code: 'value-not-expected', at: 'value' });
  });

  test.each([
    ['equals', ['a']],
    ['equals', { n: 1, unit: 'days' }],
    ['equals', Number.NaN],
    ['contains', ['a']],
    ['starts_with', true],
    ['ends_with', ['@bigcorp.com']],
    ['one_of', 'a'],
    ['one_of', { 0: 'a' }],
    ['not_one_of', 7],
    ['greater_than', 'many'],
    ['less_than', true],
    ['at_least', [7]],
    ['at_most', '2026-02-30'],
    ['matches', 7],
    ['within_last', 7],
    ['within_last', '7 days'],
    ['within_last', {}],
    ['within_last', { n: 0, unit: 'days' }],
    ['within_last', { n: -1, unit: 'days' }],
    ['within_last', { n: 1.5, unit: 'days' }],
    ['within_last', { n: '7', unit: 'days' }],
    ['within_last', { n: 7, unit: 'months' }],
    ['within_last', { n: 7, unit: 'toString' }],
    ['within_last', { n: 7, unit: 'days', from: 'now' }],
  ])('%s refuses %j', (operator, value) => {
    expect(problemOf(operator, value)).toMatchObject({ code: 'value-type', at: 'value' });
    expect(problemOf(operator, value)?.hint).not.toBe('');
  });

  test.each([
    ['equals', 0],
    ['equals', false],
    ['contains', 7],
    ['starts_with', 415],
    ['one_of', []],
    ['one_of', ['a', 7, true]],
    ['greater_than', '7'],
    ['at_least', '2026-03-09'],
    ['within_last', { n: 1, unit: 'weeks' }],
    ['matches', '(?P<year>\\d{4})'],
  ])('%s takes %j', (operator, value) => {
    expect(problemOf(operator, value)).toBeUndefined();
  });

  test('refuses an element of a list at its own place', () => {
    expect(problemOf('one_of', ['a', null])).toMatchObject({ code: 'value-empty', at: 'value.1' });
    expect(problemOf('one_of', ['a', 'b', ''])).toMatchObject({ code: 'value-empty', at: 'value.2' });
    expect(problemOf('one_of', [['a']])).toMatchObject({ code: 'value-type', at: 'value.0' });
  });

  test('refuses more than 5,000 values in a list', () => {
    const values = Array.from({ length: 5_001 }, (_, i) => i);
    expect(problemOf('one_of', values)).toMatchObject({ code: 'too-many-values', at: 'value' });
    expect(problemOf('one_of', values.slice(1))).toBeUndefined();
  });

  test.each([
    '(',
    '[a',
    '(?=look)',
    '(?<!behind)x',
    '(a)\\1',
    'x{1001}',
    'a'.repeat(1_001),
    'x{1000}'.repeat(30),
  ])('refuses a pattern that RE2 does not take, case %#', (pattern) => {
    expect(problemOf('matches', pattern)).toMatchObject({ code: 'bad-pattern', at: 'value' });
  });

  test('lets an exact condition compare with white space, but not with nothing', () => {
    expect(problemOf('contains', ' ', true)).toBeUndefined();
    expect(problemOf('contains', '', true)).toMatchObject({ code: 'value-empty' });
  });
});
