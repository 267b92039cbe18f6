/** Conditions: the audience's operators on variables, the person and templates, with nothing guessed. */
import { describe, expect, test } from 'vitest';
import type { VariableType } from '../flow/document.ts';
import { type Condition, conditionSchema, holds } from './condition.ts';
import { scopeOf } from './scope.ts';

const NOW = Date.UTC(2026, 2, 9, 9, 0, 0);
const TYPES = new Map<string, VariableType>([['count', 'number']]);
const SCOPE = scopeOf(
  { name: 'Ann', count: '10', list: ['a', 'B'], empty: null, when: '2026-03-08', limit: 9, other: ' ann ' },
  { key: 'ann', attributes: { plan: 'Premium', tags: ['VIP'], 'custom.size': 5 } },
  TYPES,
);
const all = (...parts: Extract<Condition, { all: unknown }>['all']): boolean =>
  holds({ all: parts }, SCOPE, NOW);

describe('a comparison', () => {
  test.each([
    [{ left: 'name', op: 'equals', right: 'ANN ' }, true],
    [{ left: 'name', op: 'equals', right: 'ANN ', exact: true }, false],
    [{ left: 'name', op: 'equals', right: 'Ann', exact: true }, true],
    [{ left: 'name', op: 'starts_with', right: 'a' }, true],
    [{ left: 'name', op: 'one_of', right: ['Bob', 'Ann'] }, true],
    [{ left: 'name', op: 'matches', right: '^a.n$' }, true],
    [{ left: 'list', op: 'contains', right: 'b' }, true],
    [{ left: 'empty', op: 'is_empty' }, true],
    [{ left: 'undeclared', op: 'is_empty' }, true],
    [{ left: 'undeclared', op: 'not_equals', right: 'x' }, true],
    [{ left: 'person.plan', op: 'equals', right: 'premium' }, true],
    [{ left: 'person.tags', op: 'contains', right: 'VIP' }, true],
    [{ left: 'person.custom.size', op: 'at_least', right: 5 }, true],
    [{ left: 'person.key', op: 'equals', right: 'ann' }, true],
    [{ left: 'when', op: 'within_last', right: { n: 2, unit: 'days' } }, true],
    [{ left: 'name', op: 'no_such_operator', right: 'x' }, false],
  ])('%j is %s', (part, expected) => {
    expect(all(part)).toBe(expected);
  });

  test('a number variable compares as a number, also when its value came as text', () => {
    expect(all({ left: 'count', op: 'greater_than', right: '9' })).toBe(true);
  });

  test('sides may be templates; one that is exactly {{x}} is the value itself', () => {
    expect(all({ left: '{{list}}', op: 'contains', right: 'a' })).toBe(true);
    expect(all({ left: '{{name}}!', op: 'equals', right: 'ann!' })).toBe(true);
    expect(all({ left: 'name', op: 'equals', right: '{{other}}' })).toBe(true);
    expect(all({ left: 'count', op: 'greater_than', right: '{{limit}}' })).toBe(true);
    expect(all({ left: 'name', op: 'one_of', right: ['x', '{{name}}'] })).toBe(true);
  });

  test('with a right side that came out empty, nothing equals it and everything is not it', () => {
    expect(all({ left: 'name', op: 'equals', right: '{{empty}}' })).toBe(false);
    expect(all({ left: 'name', op: 'not_equals', right: '{{empty}}' })).toBe(true);
  });
});

describe('parts together', () => {
  const yes = { expression: 'true' };
  const no = { expression: 'false' };

  test.each<[Condition, boolean]>([
    [{ all: [yes, yes] }, true],
    [{ all: [yes, no] }, false],
    [{ any: [no, yes] }, true],
    [{ any: [no, no] }, false],
    [{ all: [yes, { any: [no, { all: [yes] }] }] }, true],
    [{ all: [] }, true],
    [{ any: [] }, false],
  ])('%j is %s', (condition, expected) => {
    expect(holds(condition, SCOPE, NOW)).toBe(expected);
  });

  test('an expression holds only when it is true; one that fails does not', () => {
    expect(all({ expression: 'name == "Ann" and limit > 8' })).toBe(true);
    expect(all({ expression: 'limit' })).toBe(false);
    expect(all({ expression: 'limit / 0 == 1' })).toBe(false);
  });
});

describe('the shape', () => {
  const nested = (levels: number): unknown => (levels === 1 ? { all: [] } : { all: [nested(levels - 1)] });

  test('takes conditions eight deep, and no deeper', () => {
    expect(conditionSchema.safeParse(nested(8)).success).toBe(true);
    expect(conditionSchema.safeParse(nested(9)).success).toBe(false);
    expect(conditionSchema.safeParse(nested(5_000)).success).toBe(false);
  });

  test.each([
    null,
    {},
    { all: [], any: [] },
    { all: [{}] },
    { all: [{ left: '', op: 'equals' }] },
    { all: [{ left: 'a', op: 'equals', right: { deep: 1 } }] },
    { all: [{ left: 'a', op: 'equals', foo: 1 }] },
    { all: [{ expression: 1 }] },
  ])('refuses %j', (json) => {
    expect(conditionSchema.safeParse(json).success).toBe(false);
  });
});
