/** Promises at the border of the public calls: who may call from where, how much, and in which form. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openShop, type Shop } from '../../../test/fakes/shop.ts';
import { type FakeSluice, fakeSluice } from '../../../test/fakes/sluice.ts';

const HOME = 'https://shop.example';
const AWAY = 'https://evil.example';

let sluice: FakeSluice;
let shop: Shop;
let anywhere: Shop;
beforeAll(async () => {
  sluice = await fakeSluice();
  shop = await openShop({ sluice, settings: { allowedOrigins: [HOME] } });
  anywhere = await openShop({ sluice });
  await shop.deploy();
  await anywhere.deploy();
});
afterAll(() => sluice.close());

const preflight = (key: string, path: string, origin: string) =>
  sluice.app.inject({
    method: 'OPTIONS',
    url: `/website/${key}${path}`,
    headers: {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type,authorization',
    },
  });

describe('a browser page on another site', () => {
  it('is allowed by the channel’s origins, in the preflight and in the answer', async () => {
    for (const path of [
      '/visits',
      '/conversations',
      '/conversations/c/messages',
      '/conversations/c/events',
    ]) {
      const { statusCode, headers } = await preflight(shop.key, path, HOME);
      expect(statusCode).toBe(204);
      expect(headers).toMatchObject({
        'access-control-allow-origin': HOME,
        'access-control-allow-headers': expect.stringContaining('authorization'),
        vary: expect.stringContaining('Origin'),
      });
      expect(headers).not.toHaveProperty('access-control-allow-credentials');
    }
    const { headers } = await shop.post('/visits', {}, { origin: HOME });
    expect(headers).toMatchObject({ 'access-control-allow-origin': HOME });
  });

  it('is refused from anywhere else, before anything is done', async () => {
    expect((await preflight(shop.key, '/visits', AWAY)).headers).not.toHaveProperty(
      'access-control-allow-origin',
    );
    for (const path of ['/visits', '/conversations', '/conversations/c/messages']) {
      const refused = await shop.post(path, {}, { origin: AWAY });
      expect(refused).toMatchObject({ status: 403, body: { code: 'origin-not-allowed' } });
      expect(refused.headers).not.toHaveProperty('access-control-allow-origin');
    }
    expect(await shop.count('conversations')).toBe(0);
  });

  it('is allowed from everywhere by default, and a call without an origin is no browser page', async () => {
    expect((await preflight(anywhere.key, '/visits', AWAY)).statusCode).toBe(204);
    expect((await anywhere.post('/visits', {}, { origin: AWAY })).status).toBe(200);
    expect((await shop.post('/visits')).status).toBe(200);
  });

  it('never gets at the API this way', async () => {
    const { headers } = await sluice.app.inject({ url: '/api/v1/flows', headers: { origin: HOME } });
    expect(headers).not.toHaveProperty('access-control-allow-origin');
  });
});

describe('what is sent', () => {
  it('is JSON and says so: what a form on another site can send is not accepted (STU-06)', async () => {
    const forms = {
      'text/plain': '{"restart":true}',
      'application/x-www-form-urlencoded': 'restart=true',
      'multipart/form-data; boundary=x': '--x\r\ncontent-disposition: form-data; name="a"\r\n\r\nb\r\n--x--',
    };
    for (const [type, body] of Object.entries(forms)) {
      const refused = await anywhere.post('/conversations', body, { 'content-type': type });
      expect(refused).toMatchObject({ status: 415, body: { code: 'not-json' } });
    }
    expect(await anywhere.count('conversations')).toBe(0);
  });

  it('that is no JSON, or of the wrong shape, is refused with a problem that names it', async () => {
    const broken = await anywhere.post('/visits', '{"visitor":', { 'content-type': 'application/json' });
    expect(broken).toMatchObject({
      status: 400,
      headers: { 'content-type': 'application/problem+json; charset=utf-8' },
      body: { code: 'bad-request', problems: [{ says: expect.any(String), hint: expect.any(String) }] },
    });
    for (const body of [[], 'x', 7]) {
      const type = { 'content-type': 'application/json' };
      expect((await anywhere.post('/visits', JSON.stringify(body), type)).status).toBe(400);
    }
    expect(await anywhere.post('/visits', { restart: 'yes', extra: 1 })).toMatchObject({ status: 400 });
  });

  it('over 256 KB is refused', async () => {
    const refused = await anywhere.post('/visits', { attributes: { long: 'x'.repeat(256 * 1024) } });
    expect(refused).toMatchObject({ status: 413, body: { code: 'too-large' } });
  });

  it('to a key that nobody has, or of an archived channel, finds nothing', async () => {
    const gone = await openShop({ sluice });
    await gone.visit();
    await gone.call('DELETE', `/channels/${gone.channelId}`);
    expect((await gone.visit()).status).toBe(404);
    const unknown = await sluice.app.inject({ method: 'POST', url: '/website/nobody/visits', payload: {} });
    expect(unknown.statusCode).toBe(404);
  });

  it('hostile in every field is never a bug of ours', async () => {
    const attributes = {
      __proto__: { admin: true },
      constructor: 1,
      'page.url': 'x',
      nul: 'a\0b',
      half: '\ud800',
      deep: JSON.parse('['.repeat(500) + ']'.repeat(500)),
    };
    const page = { url: 'javascript:alert(1)', referrer: 'x'.repeat(9_000), title: 7, locale: '\0' };
    const opened = await anywhere.open({ attributes, page });
    expect(opened.status).toBe(200);
    expect((await anywhere.say(opened, { id: 'n', text: 'a\0b \ud800 \u202e' })).status).toBe(200);
    for (const id of ['\0', '\ud800', 'x'.repeat(101)]) {
      expect((await anywhere.say(opened, { id, text: 'x' })).status).toBe(400);
    }
    for (const key of ['%00', '..%2f..', 'x'.repeat(400), '\u{1f600}']) {
      const { statusCode } = await sluice.app.inject({
        method: 'POST',
        url: `/website/${encodeURIComponent(key)}/visits`,
        payload: {},
      });
      expect([400, 404, 414]).toContain(statusCode);
    }
  });
});

describe('WID-10: how often', () => {
  it('60 messages a minute of one visitor, whichever of their tokens they send; others are not touched', async () => {
    const limited = await fakeSluice({ rateLimits: true });
    try {
      const busy = await openShop({ sluice: limited });
      await busy.deploy();
      const opened = await busy.open();
      const others = await busy.open();
      const older = { ...opened, body: { ...opened.body } };
      for (let n = 0; n < 60; n += 1)
        expect((await busy.say(opened, { id: 'same', text: 'x' })).status).toBe(200);
      const refused = await busy.say(older, 'one more');
      expect(refused).toMatchObject({ status: 429, body: { code: 'too-many-requests' } });
      expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
      expect((await busy.say(others, 'hello')).status).toBe(200);
    } finally {
      await limited.close();
    }
  });

  it('1,200 openings a minute from one address', async () => {
    const limited = await fakeSluice({ rateLimits: true });
    try {
      const busy = await openShop({ sluice: limited });
      for (let n = 0; n < 1_200; n += 1) await busy.visit();
      const refused = await busy.visit();
      expect(refused).toMatchObject({ status: 429, body: { code: 'too-many-requests' } });
      expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    } finally {
      await limited.close();
    }
  });
});
