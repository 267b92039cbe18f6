import { describe, expect, it } from 'vitest';
import { lineCount, type MeasureText } from './line-count.ts';

/** Ten pixels a letter. */
const measure: MeasureText = (text) => text.length * 10;
const lines = (text: string, as?: 'chip'): number =>
  lineCount([{ text, ...(as ? { as } : {}) }], 100, measure);

describe('the lines that words take', () => {
  it.each([
    ['', 1],
    ['ten letter', 1],
    ['eleven words', 2],
    ['aaaa bbbb cccc dddd', 2],
    ['one\ntwo\n\nfour', 4],
    ['a'.repeat(25), 3],
    ['short aaaaaaaaaaaaaaaaaaaaaaaaa', 4],
  ])('%j takes %i', (text, expected) => {
    expect(lines(text)).toBe(expected);
  });

  it('keep a chip in one piece, with its padding', () => {
    expect(lineCount([{ text: 'Order ' }, { text: 'total', as: 'chip' }], 100, measure)).toBe(2);
    expect(lines('nine nine', 'chip')).toBe(1);
  });
});
