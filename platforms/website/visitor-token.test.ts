import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MOST_DRAWS, readToken, signToken, tokenKey, type VisitorToken } from './visitor-token.ts';

const key = tokenKey(new Uint8Array(32).fill(1));
const older = tokenKey(new Uint8Array(32).fill(2));
const draw = {
  deploymentId: 'dep_0123456789abcdefghjkmnpqrs',
  generation: 1,
  u32: 4_294_967_295,
  share: 2_500,
  act: 3,
  at: 1_773_046_800_000,
};
const token: VisitorToken = {
  visitor: 'visitor_0123456789abcdefghjkmnpqrs',
  channel: 'site_1',
  draws: [draw],
  stored: true,
  person: 'person_zoë',
  issuedAt: 1_773_046_800_000,
};
const read = (text: unknown, keys = [key], channel = 'site_1') => readToken(text, { keys, channel });
const refusal = { ok: false, problems: [{ code: 'visitor-unknown' }] };

describe('a visitor token', () => {
  test('reads back as it was signed', () => {
    expect(read(signToken(token, key))).toEqual({ ok: true, value: token });
    const { person: _, ...anonymous } = { ...token, draws: [], stored: false };
    expect(read(signToken(anonymous, key))).toEqual({ ok: true, value: anonymous });
  });

  test('fits a header, and says nothing else', () =>
    expect(signToken(token, key)).toMatch(/^[\w-]+\.[\w-]{43}$/));

  test('is read with an older key, so that keys can be changed', () =>
    expect(read(signToken(token, older), [key, older]).ok).toBe(true));

  test('is refused on another channel, and with another key', () => {
    expect(read(signToken(token, key), [key], 'site_2')).toMatchObject(refusal);
    expect(read(signToken(token, older))).toMatchObject(refusal);
    expect(read(signToken(token, key), [])).toMatchObject(refusal);
  });

  test('is refused after any change of a character', () => {
    const text = signToken(token, key);
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.constantFrom(...'Aa0_-. +=\u00e9'), (at, char) => {
        fc.pre(text[at] !== char);
        expect(read(text.slice(0, at) + char + text.slice(at + 1))).toMatchObject(refusal);
      }),
      { seed: 7, numRuns: 500 },
    );
  });

  test.each([undefined, null, 7, {}, [], '', '.', 'a.b', 'x'.repeat(100_000)])(
    'garbage is refused: %j',
    (text) => expect(read(text)).toMatchObject(refusal),
  );

  test('any text is refused without a throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(read(text)).toMatchObject(refusal);
      }),
      { seed: 7 },
    );
  });

  test('a signature of the wrong length is refused', () => {
    const text = signToken(token, key);
    expect(read(text.slice(0, -1))).toMatchObject(refusal);
    expect(read(`${text}A`)).toMatchObject(refusal);
  });

  test('a well-signed payload of another shape is refused', () => {
    for (const shape of ['null', '[]', '{}', '{"v":1}', 'nonsense']) {
      const payload = btoa(shape).replaceAll('=', '');
      expect(read(`${payload}.${key.sign(payload)}`)).toMatchObject(refusal);
    }
  });

  test('carries a hundred draws, and no more', () => {
    const draws = (count: number) => Array.from({ length: count }, (_, n) => ({ ...draw, generation: n }));
    expect(read(signToken({ ...token, draws: draws(MOST_DRAWS) }, key)).ok).toBe(true);
    expect(() => signToken({ ...token, draws: draws(MOST_DRAWS + 1) }, key)).toThrow('draws');
  });

  test('needs an id nobody can guess and a key of 32 bytes', () => {
    expect(() => signToken({ ...token, visitor: 'v1' }, key)).toThrow();
    expect(() => tokenKey(new Uint8Array(31))).toThrow('32 bytes');
  });
});
