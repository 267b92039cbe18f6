import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeUtf8, murmur3, murmur3Ascii } from './murmur3.ts';

describe('murmur3', () => {
  // Published test values of MurmurHash3_x86_32 with seed 0.
  test.each([
    ['', 0],
    ['a', 0x3c2569b2],
    ['abc', 0xb3dd93fa],
    ['test', 0xba6bd213],
    ['hello', 0x248bfa47],
    ['hello, world', 0x149bbb7f],
    ['Hello, world!', 0xc0363e43],
    ['The quick brown fox jumps over the lazy dog', 0x2e4ff723],
  ])('of %j is the published value', (text, value) => expect(murmur3(text)).toBe(value));

  test('knows by itself when a text is not ASCII, wherever the character stands', () => {
    for (const text of ['é', 'aé', 'abcé', 'abcdé', 'éabcd', 'abcdabéd', 'abcdabcdaé']) {
      expect(murmur3Ascii(text)).toBe(-1);
      expect(murmur3(text)).toBeGreaterThanOrEqual(0);
    }
    expect(murmur3Ascii('plain')).toBe(murmur3('plain'));
  });
});

describe('encodeUtf8', () => {
  test('writes the bytes every other encoder writes, a lone surrogate as U+FFFD', () => {
    const encoder = new TextEncoder();
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), fc.boolean(), (text, cut) => {
        const odd = cut ? text.slice(1) : text;
        expect([...encodeUtf8(odd)]).toEqual([...encoder.encode(odd)]);
      }),
      { seed: 1, numRuns: 1_000 },
    );
    for (const odd of ['\ud800', 'x\udfff', '\udc00\ud800', '\ud83d\ud83d\ude00']) {
      expect([...encodeUtf8(odd)]).toEqual([...encoder.encode(odd)]);
    }
  });
});
