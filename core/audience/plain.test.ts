import fc from 'fast-check';
import { expect, test } from 'vitest';
import { endsPlain, isPlain, samePlain } from './plain.ts';
import { folded } from './scalar.ts';

/** Plain and odd characters: marks that join the letter before, letters that fold to plain ones, odd white space. */
const unit = fc.constantFrom(
  'a',
  'A',
  'b',
  'e',
  'K',
  'k',
  ' ',
  '\t',
  '\u0301',
  '\u212a',
  'É',
  'İ',
  '\u00a0',
  '\ufeff',
  'Σ',
  '.',
  ';',
  '\u037e',
);
const found = fc.string({ unit, maxLength: 6 });
const plain = fc
  .string({ unit: fc.constantFrom('a', 'b', 'e', 'k', ' ', '.', ';'), minLength: 1, maxLength: 4 })
  .map(folded)
  .filter(isPlain);

test('looking at the characters never disagrees with folding', () => {
  fc.assert(
    fc.property(found, plain, (text, part) => {
      const same = samePlain(text, part);
      if (same !== 'unsure') expect(same === 'same').toBe(folded(text) === part);
      const ends = endsPlain(text, part);
      if (ends !== 'unsure') expect(ends === 'same').toBe(folded(text).endsWith(part));
    }),
    { seed: 3, numRuns: 20_000 },
  );
});

test('plain text is settled by a look', () => {
  expect([samePlain('VIP', 'vip'), samePlain('vip2', 'vip3'), samePlain('vi', 'vip')]).toEqual([
    'same',
    'different',
    'different',
  ]);
  expect([endsPlain('Ann@Firm.com', '@firm.com'), endsPlain('ann@firm.org', '@firm.com')]).toEqual([
    'same',
    'different',
  ]);
});

test('only text that is all plain is plain', () => {
  expect([isPlain('a@b.c'), isPlain('é'), isPlain('')]).toEqual([true, false, false]);
});
