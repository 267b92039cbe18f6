/** Single values as texts and numbers. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decimalText, folded, numberOf } from './scalar.ts';

describe('the decimal text of a number', () => {
  test.each([
    [3, '3'],
    [-0, '0'],
    [0.1, '0.1'],
    [-2.5, '-2.5'],
    [1e21, '1000000000000000000000'],
    [-1.5e22, '-15000000000000000000000'],
    [1e-7, '0.0000001'],
    [-1.25e-9, '-0.00000000125'],
  ])('%d is %s', (number, text) => {
    expect(decimalText(number)).toBe(text);
  });

  test('never has an exponent and always means the same number', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
        expect(decimalText(number)).not.toMatch(/e/i);
        expect(Number(decimalText(number))).toBe(number === 0 ? 0 : number);
      }),
      { seed: 1, numRuns: 2_000 },
    );
  });
});

test('folding skips the copy for plain text and never changes its meaning', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(folded(text)).toBe(text.normalize('NFC').toLowerCase().trim());
    }),
    { seed: 2, numRuns: 5_000 },
  );
});

test.each(['', ' ', '.', '-', '1.2.3', '1e', '0b1', '١', 'NaN', '1e999', '1_000'])(
  '%j is no number',
  (text) => {
    expect(numberOf(text)).toBeNull();
  },
);
