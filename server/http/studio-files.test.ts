import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FakeSluice, fakeSluice } from '../../test/fakes/sluice.ts';

let sluice: FakeSluice;

beforeAll(async () => {
  sluice = await fakeSluice();
});
afterAll(() => sluice.close());

const get = (url: string) => sluice.app.inject({ method: 'GET', url });

describe('the studio', () => {
  it('is where one arrives without a path', async () => {
    expect((await get('/')).headers.location).toBe('/studio/');
  });

  it.each(['/studio', '/studio/', '/studio/w/ws_1/flows/flow_1', '/preview/some-token'])(
    'answers %s with its page',
    async (url) => {
      const answer = await get(url);
      expect(answer.statusCode).toBe(200);
      expect(answer.body).toContain('<div id="root">');
    },
  );

  it('allows inline only what carries the page’s nonce, a new one each time (STU-11)', async () => {
    const [first, second] = [await get('/studio/'), await get('/studio/')];
    const policy = String(first.headers['content-security-policy']);
    const [, nonce] = /'nonce-([\w+/=]+)'/.exec(policy) ?? [];
    expect(first.body).toContain(`nonce="${nonce}"`);
    expect(policy).not.toContain('unsafe');
    expect(policy).toContain("frame-ancestors 'none'");
    expect(second.headers['content-security-policy']).not.toBe(policy);
    expect(first.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'strict-origin-when-cross-origin',
    });
  });

  it('lets files with a hash in their name be kept for ever, and the page not at all', async () => {
    const { body, headers } = await get('/studio/');
    const [, script] = /src="(\/studio\/assets\/[^"]+\.js)"/.exec(body) ?? [];
    expect(headers['cache-control']).toBe('no-cache');
    expect((await get(script ?? '')).headers['cache-control']).toContain('immutable');
  });

  it('answers a file that is gone with 404, not with the page', async () => {
    expect((await get('/studio/assets/gone.js')).statusCode).toBe(404);
  });
});
