/** The cache of compiled texts: remembers, and never grows beyond its bound. */
import { expect, test } from 'vitest';
import { boundedCache } from './bounded-cache.ts';

const counted = (bound: number) => {
  const made: string[] = [];
  const cache = boundedCache(bound, (text) => {
    made.push(text);
    return { text };
  });
  return { cache, made };
};

test('makes each text once', () => {
  const { cache, made } = counted(2);
  expect(cache('a')).toBe(cache('a'));
  expect(made).toEqual(['a']);
});

test('forgets the text used longest ago', () => {
  const { cache, made } = counted(2);
  for (const text of ['a', 'b', 'a', 'c', 'a', 'b']) cache(text);
  expect(made).toEqual(['a', 'b', 'c', 'b']);
});

test('does not keep very long texts', () => {
  const { cache, made } = counted(2);
  cache('x'.repeat(20_001));
  cache('x'.repeat(20_001));
  expect(made).toHaveLength(2);
});
