/** Promises of a page load: decided without a write for strangers, and stored where a person is identified. */
import { drawNumber, isUnder } from '@sluice/core/rollout/draw';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testDatabase } from '../../test/fakes/database.ts';
import { openShop, type Shop } from '../../test/fakes/shop.ts';
import { type FakeSluice, fakeSluice } from '../../test/fakes/sluice.ts';
import { type Watched, watchedDatabase } from '../../test/fakes/watched-database.ts';

const SEED = '5f0c9a4be17d2386a0b1c2d3e4f50617';

let watched: Watched;
let sluice: FakeSluice;
let shop: Shop;
beforeAll(async () => {
  watched = watchedDatabase(await testDatabase());
  sluice = await fakeSluice({}, { database: watched.database });
});
beforeEach(async () => {
  shop = await openShop({ sluice });
});
afterAll(() => sluice.close());

/** The statements of one visit, with the channel's plan in memory. */
const costOf = async (body: object): Promise<readonly string[]> => {
  await shop.visit();
  watched.forget();
  await shop.visit(body);
  return watched.asked();
};

const carried = (token: string) => JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString());

describe('an anonymous visit', () => {
  it('shows the bubble to whoever is in, with the words of the channel', async () => {
    await shop.deploy();
    expect((await shop.visit()).body.bot).toMatchObject({ title: 'Shop', resumes: false });
  });

  it('shows nothing to whoever is out, and nothing without an active deployment', async () => {
    expect((await shop.visit()).body.bot).toBeNull();
    await shop.deploy({ rollout: { share: 0 } });
    expect((await shop.visit()).body.bot).toBeNull();
  });

  it('asks the database nothing: the first, and the next ones with the token', async () => {
    await shop.deploy({ rollout: { share: 50 } });
    expect(await costOf({})).toEqual([]);
    const { visitor } = (await shop.visit()).body;
    expect(await costOf({ visitor })).toEqual([]);
    expect(await shop.count('people')).toBe(0);
    expect(await shop.count('draws')).toBe(0);
  });

  it('is drawn once: the token carries the draw through a raised share', async () => {
    const id = await shop.deploy({ rollout: { share: 0 } });
    const { visitor } = (await shop.visit()).body;
    await shop.call('PATCH', `/deployments/${id}`, { rollout: { share: 99.99 } });
    for (let n = 0; n < 3; n += 1) {
      expect((await shop.visit({ visitor })).body).toMatchObject({ bot: null, visitor });
    }
    expect((await shop.open({ visitor })).body.conversation).toBeNull();
  });

  it('stores what the token carries when a conversation is opened, with its own share, act and time', async () => {
    const id = await shop.deploy({ rollout: { share: 0 } });
    const { visitor } = (await shop.visit()).body;
    const drawnAt = new Date(shop.clock.now()).toISOString();
    shop.clock.advance(86_400_000);
    await shop.call('PATCH', `/deployments/${id}`, { rollout: { share: 50 } });
    const opened = await shop.open({ visitor });
    const person = carried(visitor).v;
    expect((await shop.call('GET', `/deployments/${id}/draws?person=${person}`)).body.items).toMatchObject([
      { share: 0, act: 0, at: drawnAt, purpose: 'visit', result: 'out' },
    ]);
    expect(carried(opened.body.visitor)).toMatchObject({ s: 1, d: [] });
  });

  it('a full launch lets in whom the token carries as out, from the next opening', async () => {
    const id = await shop.deploy({ rollout: { share: 0 } });
    const { visitor } = (await shop.visit()).body;
    await shop.call('PATCH', `/deployments/${id}`, { rollout: { share: 100 } });
    expect((await shop.visit({ visitor })).body.bot).not.toBeNull();
    expect((await shop.open({ visitor })).body.conversation).not.toBeNull();
  });

  it('with a forged token is a new visitor', async () => {
    await shop.deploy();
    const { visitor } = (await shop.visit()).body;
    const [payload] = visitor.split('.');
    const forged = `${payload}.${'A'.repeat(43)}`;
    expect(carried((await shop.visit({ visitor: forged })).body.visitor).v).not.toBe(carried(visitor).v);
  });

  it('to more deployments than a token holds is stored instead, with nothing lost', async () => {
    for (let n = 0; n < 101; n += 1) await shop.deploy({ name: `Small ${n}`, rollout: { share: 0 } });
    const seen = await shop.visit();
    expect(seen).toMatchObject({ status: 200, body: { bot: null } });
    expect(await shop.count('draws')).toBe(101);
  });
});

describe('a visit of somebody stored', () => {
  it('costs exactly one read, and shows that the conversation goes on', async () => {
    await shop.deploy();
    const { visitor } = (await shop.open()).body;
    expect(await costOf({ visitor })).toEqual(['read']);
    expect((await shop.visit({ visitor })).body.bot).toMatchObject({ resumes: true });
  });

  it('by a user who is identified: one read, too', async () => {
    await shop.deploy();
    const identity = shop.sign('ann');
    const { visitor } = (await shop.visit({ identity })).body;
    expect(await costOf({ visitor, identity })).toEqual(['read']);
  });
});

describe('the first visit with a proven identity', () => {
  it('stores the person and their draw, so that another device gives the same answer at any later share', async () => {
    const out = userOutOf(25);
    const id = await shop.deploy({ rollout: { share: 25 }, seed: SEED });
    expect((await shop.visit({ identity: shop.sign(out) })).body.bot).toBeNull();
    expect(await shop.count('people')).toBe(1);
    const draws = await shop.call('GET', `/deployments/${id}/draws?person=${out}`);
    expect(draws.body.items).toMatchObject([{ share: 25, purpose: 'identified', result: 'out' }]);
    await shop.call('PATCH', `/deployments/${id}`, { rollout: { share: 99.99 } });
    expect((await shop.visit({ identity: shop.sign(out) })).body.bot).toBeNull();
    expect((await shop.open({ identity: shop.sign(out) })).body.conversation).toBeNull();
  });

  it('a deployment that comes later is drawn at once, too', async () => {
    const identity = shop.sign('ann');
    const { visitor } = (await shop.visit({ identity })).body;
    await shop.deploy();
    await shop.visit({ visitor, identity });
    expect(await shop.count('draws')).toBe(1);
  });

  it('an identity that does not hold is refused', async () => {
    const forged = `${shop.sign('ann').slice(0, -4)}AAAA`;
    for (const identity of [
      forged,
      '',
      7,
      shop.sign('ann', { exp: 1 }),
      shop.sign('ann', { exp: undefined }),
    ]) {
      expect((await shop.visit({ identity })).status).toBe(401);
    }
    expect(await shop.count('people')).toBe(0);
  });
});

describe('DEC-12: while the database is out of reach', () => {
  it('a stored visitor gets no bubble and keeps the token; afterwards all is as before', async () => {
    await shop.deploy();
    const { visitor } = (await shop.open()).body;
    watched.down = true;
    expect(await shop.visit({ visitor })).toMatchObject({ status: 200, body: { bot: null, visitor } });
    watched.down = false;
    expect((await shop.visit({ visitor })).body.bot).toMatchObject({ resumes: true });
  });

  it('a channel that is not in memory cannot be served: 503, not a guess', async () => {
    await shop.deploy();
    shop.runner.plans.forget(shop.channelId);
    watched.down = true;
    expect(await shop.visit()).toMatchObject({ status: 503, body: { code: 'unavailable' } });
    watched.down = false;
  });
});

const userOutOf = (percent: number): string => {
  for (let n = 0; ; n += 1) if (!isUnder(drawNumber(SEED, `user-${n}`), percent * 100)) return `user-${n}`;
};
