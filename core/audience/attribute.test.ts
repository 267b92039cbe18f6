/** Reading attributes by dotted path. */
import { describe, expect, test } from 'vitest';
import { readAttribute } from './attribute.ts';

const polluted: unknown = JSON.parse('{"__proto__": {"plan": "pro"}}');

describe('an attribute path', () => {
  test.each([
    ['reads a key', { email: 'a@x.io' }, 'email', 'a@x.io'],
    ['walks nested objects', { company: { size: 7 } }, 'company.size', 7],
    ['walks deep', { a: { b: { c: { d: 1 } } } }, 'a.b.c.d', 1],
    ['lets a key that holds the path literally win', { 'a.b': 1, a: { b: 2 } }, 'a.b', 1],
    ['lets it win even when it is null', { 'a.b': null, a: { b: 2 } }, 'a.b', null],
    [
      'finds the literal rest inside an object',
      { custom: { 'plan.name': 'pro' } },
      'custom.plan.name',
      'pro',
    ],
    ['gives a whole object', { a: { b: 1 } }, 'a', { b: 1 }],
    ['keeps false and 0', { a: { b: false } }, 'a.b', false],
    ['distinguishes case', { Email: 'a' }, 'email', undefined],
    ['misses what is not there', { a: {} }, 'a.b.c', undefined],
    ['does not walk through text', { a: 'text' }, 'a.length', undefined],
    ['does not walk through null', { a: null }, 'a.b', undefined],
    ['knows no list indices', { tags: ['VIP'] }, 'tags.0', undefined],
    ['knows no length of a list', { tags: ['VIP'] }, 'tags.length', undefined],
    ['sees own properties only', {}, 'constructor.name', undefined],
    ['sees nothing of the prototype', {}, 'toString', undefined],
    ['sees nothing through __proto__', {}, '__proto__.toString', undefined],
    ['reads an own __proto__ as a plain key', polluted, '__proto__.plan', 'pro'],
    ['does not inherit from it', polluted, 'plan', undefined],
    ['takes empty steps as keys', { a: { '': 1 } }, 'a.', 1],
  ])('%s', (_, attributes, path, expected) => {
    expect(readAttribute(attributes, path)).toEqual(expected);
  });

  test.each([null, undefined, 'text', 7, ['a']])('finds nothing in %j', (attributes) => {
    expect(readAttribute(attributes, 'a.b')).toBeUndefined();
  });
});
