import { fakeClock } from '@sluice/core/instant';
import { base64url, SignJWT, UnsecuredJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import { identityOf, verifyIdentity } from './verify.ts';

const SECRET = 'a-secret-of-this-channel';
const NOW = fakeClock().now();
const SECONDS = NOW / 1000;
const against = { secret: SECRET, channelKey: 'site_1', now: NOW };
const bytes = (text: string) => new TextEncoder().encode(text);

const signed = (claims: Record<string, unknown>, { alg = 'HS256', secret = SECRET } = {}) =>
  new SignJWT({ sub: 'u1', exp: SECONDS + 300, ...claims }).setProtectedHeader({ alg }).sign(bytes(secret));

const codeOf = async (token: unknown) => {
  const result = await verifyIdentity(token, against);
  return result.ok ? 'ok' : result.problems[0]?.code;
};

describe('a signed identity', () => {
  test('gives the user id and the other claims as verified attributes', async () => {
    const token = await signed({
      iat: SECONDS,
      email: 'ann@bigcorp.com',
      tags: ['VIP'],
      custom: { size: 3 },
      iss: 'shop',
    });
    expect(await verifyIdentity(token, against)).toEqual({
      ok: true,
      value: {
        userId: 'u1',
        attributes: { email: 'ann@bigcorp.com', tags: ['VIP'], custom: { size: 3 }, user_id: 'u1' },
      },
    });
  });

  test('takes no claim for what is ours', async () => {
    const token = await signed({
      page: { url: 'https://evil.example' },
      'page.path': '/vip',
      first_seen: 1,
      plan: 'Pro',
    });
    expect(await verifyIdentity(token, against)).toMatchObject({
      value: { attributes: { plan: 'Pro', user_id: 'u1' } },
    });
    expect(JSON.stringify(await verifyIdentity(token, against))).not.toMatch(/page|first_seen/);
  });

  test('AUT-11: may be up to a minute late, and no more', async () => {
    expect(await codeOf(await signed({ exp: SECONDS - 59 }))).toBe('ok');
    expect(await codeOf(await signed({ exp: SECONDS - 61 }))).toBe('identity-expired');
    expect(await codeOf(await signed({ exp: SECONDS - 3600 }))).toBe('identity-expired');
  });

  test('AUT-11: is refused when issued or valid only in the future', async () => {
    expect(await codeOf(await signed({ iat: SECONDS + 59 }))).toBe('ok');
    expect(await codeOf(await signed({ iat: SECONDS + 61 }))).toBe('identity-invalid');
    expect(await codeOf(await signed({ nbf: SECONDS + 300 }))).toBe('identity-invalid');
  });

  test.each([
    ['no exp', { exp: undefined }],
    ['an exp that is a text', { exp: 'soon' }],
    ['an iat that is a text', { iat: 'now' }],
    ['no sub', { sub: undefined }],
    ['an empty sub', { sub: '' }],
    ['a blank sub', { sub: '  ' }],
    ['a sub that is a number', { sub: 7 }],
    ['a sub of 201 characters', { sub: 'x'.repeat(201) }],
    ['a sub with NUL', { sub: 'u\u00001' }],
    ['another user_id', { user_id: 'u2' }],
    ["another channel's aud", { aud: 'site_2' }],
  ])('is refused with %s', async (_, claims) =>
    expect(await codeOf(await signed(claims))).toBe('identity-invalid'),
  );

  test('is refused with another algorithm, even under the right secret', async () => {
    const secret = SECRET.repeat(4);
    for (const [alg, code] of [
      ['HS256', 'ok'],
      ['HS384', 'identity-invalid'],
      ['HS512', 'identity-invalid'],
    ] as const) {
      const result = await verifyIdentity(await signed({}, { alg, secret }), { ...against, secret });
      expect(result.ok ? 'ok' : result.problems[0]?.code).toBe(code);
    }
  });

  test('may name its channel', async () => {
    expect(await codeOf(await signed({ aud: 'site_1' }))).toBe('ok');
    expect(await codeOf(await signed({ aud: ['x', 'site_1'] }))).toBe('ok');
  });

  test('is refused when signed otherwise', async () => {
    expect(await codeOf(await signed({}, { secret: 'another-secret-of-someone' }))).toBe('identity-invalid');
    expect(await codeOf(new UnsecuredJWT({ sub: 'u1', exp: SECONDS + 300 }).encode())).toBe(
      'identity-invalid',
    );
    const [, body, signature] = (await signed({})).split('.');
    const none = base64url.encode(JSON.stringify({ alg: 'none' }));
    expect(await codeOf(`${none}.${body}.`)).toBe('identity-invalid');
    expect(await codeOf(`${none}.${body}.${signature}`)).toBe('identity-invalid');
  });

  test.each([undefined, null, '', 7, true, ['a.b.c'], {}, 'a.b', 'a.b.c', '...', 'x'.repeat(20_000), '\0'])(
    'is refused, not thrown over: %j',
    async (token) => expect(await codeOf(token)).toBe('identity-invalid'),
  );

  test('has a signature of the right length, or is refused', async () => {
    const token = await signed({});
    expect(await codeOf(token.slice(0, -1))).toBe('identity-invalid');
    expect(await codeOf(`${token}A`)).toBe('identity-invalid');
    expect(await codeOf(token.toUpperCase())).toBe('identity-invalid');
  });
});

describe('the identity of an opening', () => {
  test('is nobody when none was sent', async () => {
    expect(await identityOf(undefined, against)).toEqual({ ok: true, value: null });
  });
  test('is refused, not believed, on a channel that verifies none', async () => {
    expect(await identityOf(await signed({}), { ...against, secret: undefined })).toMatchObject({
      ok: false,
      problems: [{ code: 'identity-invalid' }],
    });
  });
  test('an empty text is no way around it', async () => {
    expect((await identityOf('', against)).ok).toBe(false);
  });
});
