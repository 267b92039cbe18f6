import { signToken, tokenKey, type VisitorToken } from '@sluice/platforms/website/visitor-token';
import { expect, it } from 'vitest';
import { tokenReader } from './token-reader.ts';

const key = tokenKey(new Uint8Array(32).fill(1));
const TOKEN: VisitorToken = {
  visitor: 'visitor_0123456789abcdefghjkmnpqrs',
  channel: 'shop',
  draws: [],
  stored: true,
  issuedAt: 1,
};

it('a token is read the same the second time, and on its own channel only', () => {
  let signed = 0;
  const read = tokenReader({
    sign: (text) => {
      signed += 1;
      return key.sign(text);
    },
  });
  const text = signToken(TOKEN, key);
  expect(read('shop', text)).toEqual({ ok: true, value: TOKEN });
  expect(read('shop', text)).toEqual({ ok: true, value: TOKEN });
  expect(signed).toBe(1);
  for (const [channel, token] of [
    ['other', text],
    ['shop', `${text}x`],
    ['shop\nshop', text],
    ['', text],
  ] as const) {
    expect(read(channel, token)).toMatchObject({ ok: false, problems: [{ code: 'visitor-unknown' }] });
  }
});
