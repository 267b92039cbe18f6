/** Texts, numbers, booleans and lists: every row of the operator table, and its fine print, as cases. */
import { describe, expect, test } from 'vitest';
import { holds, casesNow as now, operatorCases } from '../../test/fakes/operator-cases.ts';
import type { Operator } from './audience.ts';
import { compileOperator, isNegation } from './operators.ts';
import { OPERATORS } from './rule-value.ts';

operatorCases('equals means the same text, ignoring case and outer white space, after NFC', [
  ['VIP', 'equals', 'VIP', true],
  ['vip', 'equals', 'VIP', true],
  [' VIP\n', 'equals', 'vip', true],
  ['VIP', 'equals', ' vip ', true],
  ['V IP', 'equals', 'VIP', false],
  ['VIPs', 'equals', 'VIP', false],
  ['Zoe\u0308', 'equals', 'zo\u00eb', true],
  ['\u00c5ngstro\u0308m', 'equals', 'A\u030angstr\u00f6m', true],
  ['stra\u00dfe', 'equals', 'STRASSE', false],
  ['b\u043eb', 'equals', 'bob', false],
  ['VIP\u0000', 'equals', 'VIP', false],
  ['\ud800', 'equals', '\ud800', true],
]);

operatorCases('equals compares numbers when declared so or when one side is a number', [
  [7, 'equals', 7, true],
  [7, 'equals', 7.0, true],
  [7, 'equals', 8, false],
  ['007', 'equals', '7', false],
  ['007', 'equals', 7, true],
  [7, 'equals', '007', true],
  ['7.0', 'equals', 7, true],
  [' 7 ', 'equals', 7, true],
  ['1e3', 'equals', 1000, true],
  ['0x7', 'equals', 7, false],
  ['1,000', 'equals', 1000, false],
  ['', 'equals', 0, false],
  ['Infinity', 'equals', 1, false],
  ['007', 'equals', '7', true, { type: 'number' }],
  ['007', 'not_equals', '7', false, { type: 'number' }],
  ['seven', 'equals', '7', false, { type: 'number' }],
  [0, 'equals', 0, true],
  [-0, 'equals', 0, true],
  [Number.NaN, 'equals', 7, false],
]);

operatorCases('equals compares booleans, and "true" equals true', [
  [true, 'equals', true, true],
  [true, 'equals', false, false],
  ['true', 'equals', true, true],
  [' TRUE ', 'equals', true, true],
  [true, 'equals', 'true', true],
  [false, 'equals', 'false', true],
  [1, 'equals', true, false],
  [0, 'equals', false, false],
  ['yes', 'equals', true, false],
]);

operatorCases('on a list, equals holds for a list of exactly that one element', [
  [['VIP'], 'equals', 'vip', true],
  [['VIP', 'beta'], 'equals', 'VIP', false],
  [[], 'equals', 'VIP', false],
  [[['VIP']], 'equals', 'VIP', false],
  [['7'], 'equals', 7, true],
  [['VIP', 'beta'], 'not_equals', 'VIP', true],
]);

operatorCases('contains finds an equal element of a list', [
  [['beta', 'VIP'], 'contains', 'vip', true],
  [['VIPs'], 'contains', 'VIP', false],
  [['7'], 'contains', 7, true],
  [[7], 'contains', '7', true],
  [[true], 'contains', 'true', true],
  [[null, { a: 1 }, ['VIP']], 'contains', 'VIP', false],
  [['beta'], 'not_contains', 'VIP', true],
  [['VIP'], 'not_contains', 'VIP', false],
]);

operatorCases('contains finds a part of a text, and sees a number as its decimal text', [
  ['My VIP club', 'contains', 'vip', true],
  ['My VIP club', 'contains', ' VIP ', true],
  ['My V.I.P. club', 'contains', 'vip', false],
  [12345, 'contains', '234', true],
  ['order 12345', 'contains', 234, true],
  [1e21, 'contains', '1000000000000000000000', true],
  [1e-7, 'contains', '0.0000001', true],
  [{ VIP: 1 }, 'contains', 'VIP', false],
  ['My club', 'not_contains', 'vip', true],
]);

operatorCases('starts_with and ends_with compare text, and any element of a list', [
  ['Bigcorp Ltd', 'starts_with', 'bigcorp', true],
  ['The Bigcorp', 'starts_with', 'bigcorp', false],
  [' bigcorp', 'starts_with', 'BIG', true],
  ['report.PDF ', 'ends_with', '.pdf', true],
  [['a@x.io', 'b@bigcorp.com'], 'ends_with', '@bigcorp.com', true],
  [['a@x.io'], 'ends_with', '@bigcorp.com', false],
  [4155550, 'starts_with', '415', true],
  [4155550, 'starts_with', 415, true],
  [[], 'starts_with', 'a', false],
  [{}, 'ends_with', 'a', false],
]);

operatorCases('an e-mail that only looks like one of bigcorp.com is not', [
  ['a@bigcorp.com', 'ends_with', '@bigcorp.com', true],
  ['A@BIGCORP.COM ', 'ends_with', '@bigcorp.com', true],
  ['a@bigcorp.com.evil.io', 'ends_with', '@bigcorp.com', false],
  ['a@evilbigcorp.com', 'ends_with', '@bigcorp.com', false],
  ['a@bigcorp.com\u0000', 'ends_with', '@bigcorp.com', false],
  ['a@bigc\u043erp.com', 'ends_with', '@bigcorp.com', false],
  ['a@bigcorp.com\u200b', 'ends_with', '@bigcorp.com', false],
  [null, 'ends_with', '@bigcorp.com', false],
  [undefined, 'ends_with', '@bigcorp.com', false],
]);

operatorCases('one_of equals any of the listed values; of a list attribute any element does', [
  ['pro', 'one_of', ['free', 'PRO'], true],
  ['team', 'one_of', ['free', 'pro'], false],
  [7, 'one_of', ['x', '007'], true],
  ['007', 'one_of', [7, 'x'], true],
  ['007', 'one_of', ['7', 'x'], false],
  ['007', 'one_of', ['7', 'x'], true, { type: 'number' }],
  [true, 'one_of', ['true'], true],
  [['a', 'pro'], 'one_of', ['pro', 'free'], true],
  [['a', 'b'], 'one_of', ['pro', 'free'], false],
  [undefined, 'one_of', ['pro'], false],
  ['pro', 'one_of', [], false],
  ['pro', 'not_one_of', [], true],
  ['pro', 'not_one_of', ['pro'], false],
  [undefined, 'not_one_of', ['pro'], true],
]);

operatorCases('is_empty: missing, null, blank text, [] and {} are empty; 0 and false are not', [
  [undefined, 'is_empty', undefined, true],
  [null, 'is_empty', undefined, true],
  ['', 'is_empty', undefined, true],
  [' \t\n', 'is_empty', undefined, true],
  [[], 'is_empty', undefined, true],
  [{}, 'is_empty', undefined, true],
  [0, 'is_empty', undefined, false],
  [false, 'is_empty', undefined, false],
  ['x', 'is_empty', undefined, false],
  [[''], 'is_empty', undefined, false],
  [{ a: null }, 'is_empty', undefined, false],
  [0, 'is_not_empty', undefined, true],
  [[], 'is_not_empty', undefined, false],
]);

operatorCases('matches searches with RE2, ignoring case, in a text or in any element', [
  ['order AB-12 please', 'matches', '[a-c]+-\\d+', true],
  ['order', 'matches', '^ord', true],
  ['an order', 'matches', '^ord', false],
  [' VIP ', 'matches', '^vip$', true],
  [['x', 'vip 3'], 'matches', 'vip \\d', true],
  [12345, 'matches', '^\\d{5}$', true],
  ['Zoe\u0308', 'matches', '^zo\u00eb$', true],
  ['a\u0000b', 'matches', '^a.b$', true],
  [undefined, 'matches', '.*', false],
  ['', 'matches', '.*', false],
  [{}, 'matches', '.*', false],
]);

operatorCases('exact, as flow conditions may ask: case and outer white space count', [
  ['VIP', 'equals', 'VIP', true, { exact: true }],
  ['vip', 'equals', 'VIP', false, { exact: true }],
  ['VIP ', 'equals', 'VIP', false, { exact: true }],
  ['VIP ', 'equals', 'VIP ', true, { exact: true }],
  ['Zoe\u0308', 'equals', 'Zo\u00eb', true, { exact: true }],
  ['7', 'equals', 7, true, { exact: true }],
  [' 7', 'equals', 7, false, { exact: true }],
  ['a VIP b', 'contains', ' VIP ', true, { exact: true }],
  ['a vip b', 'contains', 'VIP', false, { exact: true }],
  [['vip'], 'contains', 'VIP', false, { exact: true }],
  ['Vip', 'starts_with', 'v', false, { exact: true }],
  ['viP', 'ends_with', 'p', false, { exact: true }],
  ['Pro', 'one_of', ['pro'], false, { exact: true }],
  ['VIP', 'matches', '^vip$', false, { exact: true }],
  ['VIP ', 'matches', 'VIP $', true, { exact: true }],
  ['  ', 'is_empty', undefined, false, { exact: true }],
  ['2026-03-09', 'equals', '2026-03-09T00:00Z', false, { exact: true }],
]);

/** A good value for each operator, so that all of them can be tried on the same things. */
const valueFor = (operator: Operator): unknown => {
  if (operator === 'is_empty' || operator === 'is_not_empty') return undefined;
  if (operator === 'one_of' || operator === 'not_one_of') return ['a', 7];
  if (operator === 'within_last' || operator === 'not_within_last') return { n: 1, unit: 'days' };
  return operator.endsWith('_than') || operator.startsWith('at_') ? 7 : 'a';
};

const oddThings: readonly unknown[] = [
  ...[undefined, null, '', ' ', 'a', 'A\u0000', '\ud800', 7, -0, Number.NaN, Number.POSITIVE_INFINITY, 1e300],
  ...[true, [], ['a'], [null], [[['a']]], {}, { a: 1 }, Object.create(null), { toString: 'a', length: 1 }],
];

describe('every operator', () => {
  test('finds a missing attribute empty: positive ones are false, negations true', () => {
    const trueOfMissing = OPERATORS.filter((operator) => holds(undefined, operator, valueFor(operator)));
    expect(trueOfMissing).toEqual([
      'not_equals',
      'not_contains',
      'not_one_of',
      'not_within_last',
      'is_empty',
    ]);
  });

  test.each(OPERATORS.filter((operator) => operator.includes('not_')))(
    '%s is an exact negation',
    (operator) => {
      const positive = operator.replace('not_', '');
      for (const found of oddThings) {
        expect(holds(found, operator, valueFor(operator))).toBe(!holds(found, positive, valueFor(operator)));
      }
      expect(isNegation(operator)).toBe(true);
      expect(isNegation(positive)).toBe(false);
    },
  );

  test.each(OPERATORS)('%s gives true or false for the oddest things, and never throws', (operator) => {
    for (const found of oddThings) expect(typeof holds(found, operator, valueFor(operator))).toBe('boolean');
  });
});

describe('the cost of a rule', () => {
  test('a list of 5,000 values answers in constant time', () => {
    const values = Array.from({ length: 5_000 }, (_, i) => `customer-${i}@example.com`);
    const compiled = compileOperator('one_of', values);
    if (!compiled.ok) throw new Error('refused');
    let hits = 0;
    for (let i = 0; i < 100_000; i += 1) if (compiled.value('CUSTOMER-4999@example.com', now)) hits += 1;
    expect(hits).toBe(100_000); // a walk through the list would be half a billion comparisons
  });

  test('a pattern that stops other engines for good answers at once', () => {
    expect(holds(`${'a'.repeat(50_000)}!`, 'matches', '^(a+)+$')).toBe(false);
  });
});
