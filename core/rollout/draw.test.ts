import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawNumber, drawUnder, firstOver, isUnder, METHOD, makeDraw } from './draw.ts';
import { FULL, fromPercent } from './share.ts';

type Vector = {
  readonly seed: string;
  readonly personKey: string;
  readonly u32: number;
  readonly in?: { readonly [basisPoints: string]: boolean };
};

const vectors = (path: string): readonly Vector[] => {
  const file = new URL(path, import.meta.url);
  if (!existsSync(file)) {
    console.log(`draw vectors: ${path} is absent, only our own are checked`);
    return [];
  }
  const { values } = JSON.parse(readFileSync(file, 'utf8')) as { readonly values: readonly Vector[] };
  return values;
};
const own = vectors('../../examples/vectors/draw.json');
const shared = vectors('../../../shared/vectors/draw.json');

/** A second, independent implementation: bytes from the platform, arithmetic in bigints, one step a line. */
const referenceNumber = (seed: string, key: string): number => {
  const bytes = new TextEncoder().encode(`${seed}:${key}`.normalize('NFC'));
  const low = (n: bigint) => n & 0xffffffffn;
  const turn = (n: bigint, by: bigint) => low((n << by) | (n >> (32n - by)));
  const stir = (word: bigint) => low(turn(low(word * 0xcc9e2d51n), 15n) * 0x1b873593n);
  let hash = 0n;
  for (let at = 0; at < bytes.length; at += 4) {
    const chunk = [...bytes.slice(at, at + 4)];
    const word = chunk.reduceRight((sum, byte) => sum * 256n + BigInt(byte), 0n);
    hash ^= stir(word);
    if (chunk.length === 4) hash = low(turn(hash, 13n) * 5n + 0xe6546b64n);
  }
  hash ^= BigInt(bytes.length);
  hash = low((hash ^ (hash >> 16n)) * 0x85ebca6bn);
  hash = low((hash ^ (hash >> 13n)) * 0xc2b2ae35n);
  return Number(hash ^ (hash >> 16n));
};

const SEED = '5f0c9a4be17d2386a0b1c2d3e4f50617';
const people = (count: number): readonly string[] => Array.from({ length: count }, (_, i) => `user-${i}`);
const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 24 }), fc.string({ maxLength: 40 }));

describe('the number of a person', () => {
  test('our own vectors are there', () => expect(own.length).toBeGreaterThan(20));

  test.each([...own, ...shared])('$seed, $personKey is $u32', (vector) => {
    expect(drawNumber(vector.seed, vector.personKey)).toBe(vector.u32);
    expect(referenceNumber(vector.seed, vector.personKey)).toBe(vector.u32);
    for (const [share, result] of Object.entries(vector.in ?? {})) {
      expect(isUnder(vector.u32, Number(share)), `at ${share}`).toBe(result);
    }
  });

  test('agrees with an independent implementation on any text, and never throws', () => {
    fc.assert(
      fc.property(text, text, (seed, key) => {
        expect(drawNumber(seed, key)).toBe(referenceNumber(seed, key));
      }),
      { seed: 2, numRuns: 2_000 },
    );
  });

  test('many people under one seed get the same numbers as each alone', () => {
    const text = fc.oneof(fc.string({ maxLength: 40 }), fc.string({ unit: 'grapheme', maxLength: 12 }));
    fc.assert(
      fc.property(text, text, (seed, key) => {
        expect(drawUnder(seed)(key)).toBe(drawNumber(seed, key));
      }),
      { seed: 3, numRuns: 3_000 },
    );
  });

  test('survives a lone surrogate', () => {
    expect(drawNumber(SEED, 'a\ud800b')).toBe(referenceNumber(SEED, 'a\ufffdb'));
  });

  test('is one for both spellings of a name', () => {
    expect(drawNumber(SEED, 'Zoe\u0308')).toBe(drawNumber(SEED, 'Zo\u00eb'));
  });

  test('DEC-07: seed and key do not run into each other', () => {
    expect(drawNumber('d1', '23')).not.toBe(drawNumber('d12', '3'));
  });

  test('DEC-05: 100,000 people are spread evenly at 1, 10, 25 and 50%', () => {
    const numbers = people(100_000).map((key) => drawNumber(SEED, key));
    for (const share of [100, 1_000, 2_500, 5_000]) {
      const p = share / FULL;
      const count = numbers.filter((u32) => isUnder(u32, share)).length;
      const z = (count - numbers.length * p) / Math.sqrt(numbers.length * p * (1 - p));
      expect(Math.abs(z), `at ${share}`).toBeLessThan(4);
    }
  });

  test('DEC-06: two deployments at 10% share 1% of all people: a draw here says nothing of a draw there', () => {
    const other = '0a1b2c3d4e5f60718293a4b5c6d7e8f9';
    const both = people(100_000).filter(
      (key) => isUnder(drawNumber(SEED, key), 1_000) && isUnder(drawNumber(other, key), 1_000),
    );
    expect(both.length / 100_000).toBeGreaterThan(0.007);
    expect(both.length / 100_000).toBeLessThan(0.013);
  });
});

describe('a share', () => {
  test.each([
    [0, 0],
    [0.01, 1],
    [0.07, 7],
    [0.29, 29],
    [28.99, 2_899],
    [0.1 + 0.2, 30],
    [99.99, 9_999],
    [100, FULL],
  ])('DEC-13: %d%% is %d basis points', (percent, points) => expect(fromPercent(percent)).toBe(points));

  test('every one of the 10,001 steps is read exactly, as written', () => {
    for (let points = 0; points <= FULL; points += 1) expect(fromPercent(points / 100)).toBe(points);
  });

  test('minus zero is zero', () => expect(Object.is(fromPercent(-0), 0)).toBe(true));

  test.each([
    -1,
    -0.01,
    101,
    100.01,
    0.001,
    33.333,
    Number.NaN,
    JSON.parse('1e309'),
    Number.NEGATIVE_INFINITY,
    '50',
    null,
    undefined,
    true,
    [],
    {},
  ])('DEC-13: %j is refused', (percent) => expect(fromPercent(percent)).toBeNull());

  test('DEC-13: 0 takes nobody, 100 everybody, and each step of 0.01 moves the border by exactly its part', () => {
    expect(isUnder(0, 0)).toBe(false);
    expect(isUnder(0xffffffff, FULL)).toBe(true);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: FULL }), (share) => {
        const first = Number((BigInt(share) * 2n ** 32n + 9_999n) / 10_000n);
        expect(isUnder(first - 1, share)).toBe(true);
        expect(isUnder(first, share)).toBe(false);
      }),
      { seed: 3, numRuns: 2_000 },
    );
  });
});

test('a draw holds what it was made of, the number and the method', () => {
  const from = {
    deploymentId: 'd1',
    generation: 2,
    person: 'p1',
    share: 1_000,
    act: 3,
    at: 5,
    purpose: 'visit',
  } as const;
  const draw = makeDraw({ ...from, seed: SEED, key: 'user-1' });
  expect(draw).toEqual({ ...from, u32: drawNumber(SEED, 'user-1'), method: METHOD });
});

describe('the first number over a share', () => {
  test('is where "under" ends, for every share', () => {
    for (let share = 0; share <= FULL; share += 1) {
      const first = firstOver(share);
      expect([isUnder(first, share), share === 0 || isUnder(first - 1, share)]).toEqual([false, true]);
    }
  });
});
