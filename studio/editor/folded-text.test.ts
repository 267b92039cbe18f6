import { expect, test } from 'vitest';
import { folded, wordStart, wordsOfQuery } from './folded-text.ts';

test.each([
  ['Éclair', 'eclair'],
  ['GRÜßE', 'gruße'],
  ['İstanbul', 'istanbul'],
  ['Order №5 😀', 'order №5 😀'],
])('%s is compared as %s', (text, expected) => {
  expect(folded(text)).toBe(expected);
});

test('every letter keeps its place, whatever it is folded to', () => {
  const text = 'ﬁ İ é 가 😀 ŉ ẞ';
  expect(folded(text)).toHaveLength(text.length);
});

test('words of a query count once, the longest first', () => {
  expect(wordsOfQuery('  my Order my ')).toEqual(['order', 'my']);
  expect(wordsOfQuery(' ')).toEqual([]);
});

test('an accent typed as two characters finds the one that is written as one', () => {
  expect(wordsOfQuery('cafe\u0301')).toEqual(['cafe']);
});

test.each([
  ['reorder order', 'order', 8],
  ['order_number', 'number', 6],
  ['reorder', 'order', -1],
  ['größer', 'ß', -1],
])('in “%s”, “%s” begins a word at %i', (text, word, at) => {
  expect(wordStart(text, word)).toBe(at);
});
