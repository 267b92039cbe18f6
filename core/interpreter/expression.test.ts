/** Expressions: what people expect of a calculation, and no way to run long, grow large or reach JavaScript. */
import { describe, expect, test } from 'vitest';
import type { Json } from '../json.ts';
import { compileExpression, evaluate } from './expression.ts';
import { scopeOf } from './scope.ts';

const NOW = Date.UTC(2026, 2, 9, 9, 0, 0);
const SCOPE = scopeOf(
  { n: 3, half: 0.5, five: '5', word: 'Ann', list: ['x', 'y'], unset: null, thing: { a: { b: 1 } } },
  { key: 'p', attributes: { plan: 'gold', 'custom.size': 12 } },
);
const value = (expression: string): Json => {
  const result = evaluate(expression, SCOPE, NOW);
  if (!result.ok) throw new Error(result.problems[0]?.says);
  return result.value;
};
const refusal = (expression: string): string => {
  const result = evaluate(expression, SCOPE, NOW);
  if (result.ok) throw new Error(`expected a problem, got ${JSON.stringify(result.value)}`);
  return result.problems[0]?.code ?? '';
};

describe('numbers', () => {
  test.each<[string, Json]>([
    ['1 + 2', 3],
    ['7 / 2', 3.5],
    ['1 + 0.5', 1.5],
    ['0.1 + 0.2', 0.3],
    ['7 % 4', 3],
    ['2 * n - half', 5.5],
    ['-n', -3],
    ['n / 3', 1],
    ['size(list) + 1', 3],
    ['round(7 / 3, 2)', 2.33],
    ['floor(2.7) + ceil(2.1) + abs(0 - 1)', 6],
    ['min(3, 1, 2) + max([4, 9])', 10],
    ['number("12.5")', 12.5],
    ['five * 2', 10],
  ])('%s is %j', (expression, expected) => {
    const result = value(expression);
    expect(result).toBe(expected);
    expect(typeof result).toBe('number'); // never a BigInt
  });

  test.each(['1 / 0', '1 % 0', 'word * 2', '1e308 * 10', 'number("x")'])('%s is a problem', (expression) => {
    expect(refusal(expression)).toBe('expression-failed');
  });
});

describe('texts, lists and names', () => {
  test.each<[string, Json]>([
    ['"a" + 3', 'a3'],
    ['word + " " + text(n)', 'Ann 3'],
    ['lower(word)', 'ann'],
    ['word.upper()', 'ANN'],
    ['trim("  x ")', 'x'],
    ['contains(word, "nn") and startsWith(word, "A") and endsWith(word, "n")', true],
    ['contains(list, "y")', true],
    ['join(split("a,b", ","), "-")', 'a-b'],
    ['list[0] + list[1]', 'xy'],
    ['index(list, 1)', 'y'],
    ['indexOf(list, "y")', 1],
    ['first(list) + last(list)', 'xy'],
    ['list + ["z"]', ['x', 'y', 'z']],
    ['"x" in list', true],
    ['thing.a.b', 1],
    ['thing["a"]["b"]', 1],
    ['person.plan + person.key', 'goldp'],
    ['person.custom.size + 1', 13],
    ['{"a": 1}', { a: 1 }],
  ])('%s is %j', (expression, expected) => {
    expect(value(expression)).toEqual(expected);
  });

  test('what is not set is nothing: 0 beside a number, no text beside a text, false as a test', () => {
    expect(value('unset')).toBeNull();
    expect(value('never_declared')).toBeNull();
    expect(value('unset + 1')).toBe(1);
    expect(value('unset + "x"')).toBe('x');
    expect(value('unset ? 1 : 2')).toBe(2);
    expect(value('unset > 1 or unset < 1')).toBe(false);
    expect(value('thing.nope.deeper')).toBeNull();
  });
});

describe('tests', () => {
  test.each<[string, Json]>([
    ['n == 3', true],
    ['five == 5', true],
    ['five > 4', true],
    ['"b" > "a"', true],
    ['"2026-03-10" > today()', true],
    ['[1, 2] == [1, 2]', true],
    ['{"a": 1} == {"a": 1}', true],
    ['n == "x"', false],
    ['n > 2 ? "big" : "small"', 'big'],
    ['true and not false', true],
    ['not n == 3', false],
    ['not (n == 3) or n == 3', true],
    ['not not true', true],
    ['n == 4 or n == 3 and word == "Ann"', true],
    ['true && !false || false', true],
    ['[not true, true]', [false, true]],
    ['"and" + " or " + \'not\'', 'and or not'],
    ['false and 1 / 0 == 1', false],
    ['matches(word, "^A.n$")', true],
    ['matches(word, "^a")', false],
    ['has(word) and not has(unset)', true],
  ])('%s is %j', (expression, expected) => {
    expect(value(expression)).toEqual(expected);
  });

  test('what is neither true nor false is a problem, not a guess', () => {
    expect(refusal('word ? 1 : 2')).toBe('expression-failed');
    expect(refusal('list < 3')).toBe('expression-failed');
  });
});

describe('time', () => {
  test('comes in from outside', () => {
    expect(value('now()')).toBe('2026-03-09T09:00:00.000Z');
    expect(value('today()')).toBe('2026-03-09');
    expect(value('addDays(today(), 30)')).toBe('2026-04-08');
    expect(value('addDays(now(), -1)')).toBe('2026-03-08T09:00:00.000Z');
    expect(value('daysBetween("2026-01-01", today())')).toBe(67);
    expect(refusal('addDays("soon", 1)')).toBe('expression-failed');
    expect(refusal('addDays(today(), 1e12)')).toBe('expression-failed');
  });
});

describe('what is refused', () => {
  test.each([
    '',
    '1 +',
    'a b',
    '(1',
    '"open',
    'nope(1)',
    'lower()',
    'lower("a", "b")',
    'b"bytes"',
    '1u',
    'a.?b',
    'list.map(x, x)',
    'list.all(x, true)',
    'list.filter(x, true)',
    'cel.bind(x, 1, x)',
    'type(1)',
    'x = 1',
    '`template`',
    '() => 1',
    'x'.repeat(5_001),
    `${'('.repeat(200)}1${')'.repeat(200)}`,
    Array.from({ length: 1_001 }, () => '1').join('+'),
  ])('%.40s', (expression) => {
    expect(refusal(expression)).toBe('expression-syntax');
  });

  test.each([
    'constructor',
    '__proto__x',
    'word.constructor',
    'thing.__proto__x',
    'thing["constructor"]',
    'list.length',
  ])('%s reaches nothing of JavaScript', (expression) => {
    expect(value(expression)).toBeNull();
  });

  test('an object with a hostile key pollutes nothing', () => {
    expect(Object.keys(Object(value('{"__proto__": {"polluted": true}}')))).toEqual(['__proto__']);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined(); // an empty object has every key as unknown
  });
});

describe('work is bounded', () => {
  const long = scopeOf(
    { a: 'a'.repeat(60_000), many: Array.from({ length: 9_000 }, (_, i) => i) },
    { key: 'p', attributes: {} },
  );

  const times = (count: number, text: string, between: string): string =>
    Array.from({ length: count }, () => text).join(between);

  test.each([
    ['a text that grows', times(300, 'a', ' + ')],
    ['a list that grows', 'many + many'],
    ['a long separator', 'join(many, a)'],
    ['many patterns', times(100, 'matches(a, "(a+)+$")', ' and ')],
    ['many comparisons', times(150, 'many == many + []', ' and ')],
    ['many searches', times(100, '(a + "") in many', ' or ')],
    ['a list of characters', 'size(split(a, ""))'],
  ])('%s stops early', (_, expression) => {
    const result = evaluate(expression, long, NOW);
    expect(result.ok ? 'a value' : result.problems[0]?.code).toMatch(/^expression-(failed|too-long)$/);
  });

  test('a pattern that would take other engines for ever takes no time', () => {
    expect(evaluate('matches(a, "(a+)+b$")', long, NOW)).toEqual({ ok: true, value: false });
  });
});

test('says which names it reads', () => {
  const compiled = compileExpression('a + person.plan + size(b.c[d])');
  expect(compiled.ok && compiled.value.reads).toEqual(['a', 'person.plan', 'b.c', 'd']);
});
