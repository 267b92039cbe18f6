import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openShop, type Shop } from '../fakes/shop.ts';
import { type Send, sendInto, visitorOf } from '../fakes/site.ts';
import { type FakeSluice, fakeSluice } from '../fakes/sluice.ts';

let sluice: FakeSluice;
let shop: Shop;
let send: Send;
beforeAll(async () => {
  sluice = await fakeSluice();
  send = sendInto(sluice);
});
beforeEach(async () => {
  shop = await openShop({ sluice });
});
afterAll(() => sluice?.close());

describe('DEC-09: "email ends with @bigcorp.com"', () => {
  const BIG_CORP = {
    groups: [
      { name: 'Big Corp', rules: [{ attribute: 'email', operator: 'ends_with', value: '@bigcorp.com' }] },
    ],
  };
  it.each([
    ['ann@bigcorp.com', true],
    ['A@BIGCORP.COM ', true],
    ['a@bigcorp.com.evil.io', false],
    ['a@evilbigcorp.com', false],
    ['a@bigcorp.com\u0000', false],
    ['a@bigc\u043erp.com', false],
    ['a@bigcorp.com\u200b', false],
    ['@bigcorp.com@evil.io', false],
    [['x@evil.io', 'y@evil.io'], false],
    [{ toString: '@bigcorp.com' }, false],
    [null, false],
    ['', false],
    [7, false],
  ])('for %j is %s, on a page and when explained', async (email, isIn) => {
    await shop.deploy({ audience: BIG_CORP });
    // Without verification a page's word counts: only what it says matters here.
    const open = await shop.call('POST', '/channels', { platform: 'website', name: 'Open', settings: {} });
    await shop.deploy({ audience: BIG_CORP, channelId: open.body.id });
    const visitor = visitorOf(send, open.body.key, { email });
    expect(await visitor.visit()).toBe(isIn);
    expect((await visitor.open()) !== null).toBe(isIn);
    const explained = await shop.call('POST', '/decisions/explain', {
      channelId: open.body.id,
      person: { key: 'somebody', attributes: { email } },
    });
    // A text that cannot be stored is refused there, which lets nobody in either.
    expect(explained.body.outcome === 'bot').toBe(isIn);
    expect([200, 400]).toContain(explained.status);
  });
});

describe('DEC-16: a flood of visitors', () => {
  it('who only load pages leaves nothing in the database', async () => {
    await shop.deploy({ rollout: { share: 50 } });
    const before = await Promise.all(
      (['people', 'draws', 'conversations'] as const).map((table) => shop.count(table)),
    );
    const tokens = new Set<string>();
    for (let visits = 0; visits < 1_000; visits += 1) tokens.add((await shop.visit()).body.visitor);
    expect(tokens.size).toBe(1_000);
    const after = await Promise.all(
      (['people', 'draws', 'conversations'] as const).map((table) => shop.count(table)),
    );
    expect(after).toEqual(before);
  });

  it('from one address is turned away after 1,200 openings a minute, told when to come back, and others are not', async () => {
    const limited = await fakeSluice({ rateLimits: true, trustProxy: true });
    try {
      const busy = await openShop({ sluice: limited });
      await busy.deploy();
      const from = (address: string) => busy.post('/visits', {}, { 'x-forwarded-for': address });
      const statuses: number[] = [];
      for (let visits = 0; visits < 1_210; visits += 1) statuses.push((await from('203.0.113.7')).status);
      expect(statuses.filter((status) => status === 200)).toHaveLength(1_200);
      const refused = await from('203.0.113.7');
      expect(refused.status).toBe(429);
      expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
      expect(refused.headers['content-type']).toContain('application/problem+json');
      expect((await from('203.0.113.8')).status).toBe(200);
    } finally {
      await limited.close();
    }
  });
});
