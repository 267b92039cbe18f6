/** Promises of identification: the earliest draw wins, merging is idempotent, and strangers are never mixed up. */
import { drawNumber, isUnder } from '@sluice/core/rollout/draw';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { browser, flow, openShop, type Shop, says, texts } from '../../test/fakes/shop.ts';
import { type FakeSluice, fakeSluice, secondNode } from '../../test/fakes/sluice.ts';

const SEED = '5f0c9a4be17d2386a0b1c2d3e4f50617';

let sluice: FakeSluice;
let shop: Shop;
beforeAll(async () => {
  sluice = await fakeSluice();
});
beforeEach(async () => {
  shop = await openShop({ sluice });
});
afterAll(() => sluice.close());

const visitorOf = (token: string): string =>
  JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()).v;
const drawsOf = async (deployment: string, person: string) =>
  (await shop.call('GET', `/deployments/${deployment}/draws?person=${person}`)).body.items;
const conflicts = async () =>
  (await shop.call('GET', '/audit')).body.items.filter(
    ({ action }: { action: string }) => action === 'merge_conflict',
  );
/** A user who is in at any share that lets anybody in worth speaking of. */
const luckyUser = (): string => {
  for (let n = 0; ; n += 1) if (isUnder(drawNumber(SEED, `user-${n}`), 5_000)) return `user-${n}`;
};

describe('an anonymous visitor who signs in', () => {
  it('keeps the number of the visitor they were, drawn or not yet stored', async () => {
    const id = await shop.deploy({ rollout: { share: 0 } });
    const { visitor } = (await shop.visit()).body;
    await shop.call('PATCH', `/deployments/${id}`, { rollout: { share: 99.99 } });
    const signedIn = await shop.visit({ visitor, identity: shop.sign('ann') });
    expect(signedIn.body.bot).toBeNull();
    expect(await drawsOf(id, 'ann')).toMatchObject([{ share: 0, purpose: 'visit', result: 'out' }]);
    expect(await drawsOf(id, visitorOf(visitor))).toEqual(await drawsOf(id, 'ann'));
  });

  it('and was drawn as a user before, too: the earliest draw wins, and the difference is written down', async () => {
    const ann = luckyUser();
    const id = await shop.deploy({ rollout: { share: 0 }, seed: SEED });
    const left = (await shop.open()).body.visitor;
    shop.clock.advance(60_000);
    await shop.call('PATCH', `/deployments/${id}`, { rollout: { share: 50 } });
    expect((await shop.visit({ identity: shop.sign(ann) })).body.bot).not.toBeNull();
    const merged = await shop.visit({ visitor: left, identity: shop.sign(ann) });
    expect(merged.body.bot).toBeNull();
    expect(await drawsOf(id, ann)).toHaveLength(2);
    expect(await conflicts()).toMatchObject([{ before: { deploymentId: id }, after: { deploymentId: id } }]);
    expect((await shop.visit({ identity: shop.sign(ann) })).body.bot, 'on any device').toBeNull();
  });

  it('the other way round the earlier draw as a user wins', async () => {
    const ann = luckyUser();
    const id = await shop.deploy({ rollout: { share: 50 }, seed: SEED });
    await shop.visit({ identity: shop.sign(ann) });
    shop.clock.advance(60_000);
    await shop.call('PATCH', `/deployments/${id}`, { rollout: { share: 0 } });
    const left = (await shop.visit()).body;
    expect(left.bot).toBeNull();
    expect((await shop.visit({ visitor: left.visitor, identity: shop.sign(ann) })).body.bot).not.toBeNull();
  });

  it('with a draw that only the token of a stored visitor carries loses nothing by the merge', async () => {
    await shop.visit({ identity: shop.sign('ann') });
    await shop.deploy({ name: 'First', rollout: { share: 0 } });
    const stored = (await shop.open()).body.visitor;
    const second = await shop.deploy({ name: 'Second', rollout: { share: 0 } });
    const { visitor } = (await shop.visit({ visitor: stored })).body;
    await shop.call('PATCH', `/deployments/${second}`, { rollout: { share: 99.99 } });
    await shop.visit({ visitor, identity: shop.sign('ann') });
    expect(await drawsOf(second, 'ann')).toContainEqual(expect.objectContaining({ share: 0 }));
    expect((await shop.visit({ identity: shop.sign('ann') })).body.bot).toBeNull();
  });

  it('signing in again and again changes nothing more', async () => {
    await shop.deploy();
    const { visitor } = (await shop.open()).body;
    await shop.visit({ identity: shop.sign('ann') });
    let token = visitor;
    for (let n = 0; n < 3; n += 1) {
      token = (await shop.visit({ visitor: token, identity: shop.sign('ann') })).body.visitor;
    }
    const { body } = await shop.call('GET', '/people');
    expect(body.items).toHaveLength(1);
    expect(await shop.count('people')).toBe(2); // the visitor they were stays as a row, pointing at them
    expect(await conflicts()).toEqual([]);
  });

  it('in the middle of a conversation goes on with it, on every device', async () => {
    await shop.deploy();
    const opened = await shop.open();
    await shop.visit({ identity: shop.sign('ann') });
    const { visitor } = (await shop.visit({ visitor: opened.body.visitor, identity: shop.sign('ann') })).body;
    expect(texts(await shop.say(opened, 'one'))).toEqual(['You said one']);
    const here = await shop.open({ visitor, identity: shop.sign('ann') });
    const there = await shop.open({ identity: shop.sign('ann') });
    expect(here.body.conversation.id).toBe(opened.body.conversation.id);
    expect(there.body.conversation.id).toBe(opened.body.conversation.id);
    expect(texts(await shop.say(there, 'two'))).toEqual(['Bye']);
  });

  it('brings along what flows gave them', async () => {
    await shop.publish(flow([says('Hi'), { type: 'tag', add: ['Lead'] }]));
    await shop.deploy();
    const opened = await shop.open();
    await shop.runner.serial.idle();
    await shop.visit({ identity: shop.sign('ann') });
    await shop.visit({ visitor: opened.body.visitor, identity: shop.sign('ann') });
    const { items } = (await shop.call('GET', '/people')).body;
    const { body } = await shop.call('GET', `/people/${items[0]?.id}`);
    expect(JSON.stringify(body)).toContain('Lead');
  });

  it('brings along acts on the visitor they were: left out stays left out', async () => {
    const id = await shop.deploy();
    const { visitor } = (await shop.open()).body;
    await shop.call('POST', `/deployments/${id}/acts`, { act: 'leave-out', person: visitorOf(visitor) });
    await shop.visit({ identity: shop.sign('ann') });
    const elsewhere = await secondNode(shop);
    await elsewhere.runner.plans.byId(shop.workspaceId, shop.channelId);
    await shop.visit({ visitor, identity: shop.sign('ann') });
    const after = await shop.open({ visitor, identity: shop.sign('ann'), restart: true });
    expect(after.body.conversation).toBeNull();
    const there = await browser(elsewhere, shop.key).open({ identity: shop.sign('ann') });
    expect(there.body.conversation, 'on a node that knew the acts before').toBeNull();
  });
});

describe('somebody else who signs in on the same browser', () => {
  it('is a person of their own, and cannot see the conversation before', async () => {
    await shop.deploy();
    const ann = await shop.open({ identity: shop.sign('ann') });
    const bob = await shop.open({ visitor: ann.body.visitor, identity: shop.sign('bob') });
    expect(bob.body.conversation.id).not.toBe(ann.body.conversation.id);
    expect(await shop.count('people')).toBe(2);
    const stolen = { body: { ...ann.body, visitor: bob.body.visitor } };
    expect((await shop.say({ ...ann, ...stolen }, 'hello')).status).toBe(404);
  });

  it('at the same moment, too', async () => {
    await shop.deploy();
    const { visitor } = (await shop.visit()).body;
    const [ann, bob] = await Promise.all(
      ['ann', 'bob'].map((user) => shop.open({ visitor, identity: shop.sign(user) })),
    );
    expect(ann?.body.conversation.id).not.toBe(bob?.body.conversation.id);
    const people = (await shop.call('GET', '/people')).body.items;
    expect(people).toHaveLength(2);
  });
});

describe('an identity', () => {
  it('keeps what the API set: only what the token says is added', async () => {
    await shop.call('PUT', '/people/by-key/ann', { attributes: { plan: 'pro', company: 'Acme' } });
    await shop.visit({ identity: shop.sign('ann', { plan: 'team' }) });
    const { items } = (await shop.call('GET', '/people')).body;
    expect((await shop.call('GET', `/people/${items[0]?.id}`)).body.attributes).toMatchObject({
      plan: 'team',
      company: 'Acme',
    });
  });
});

describe('DEC-11, WID-16: after a person was erased', () => {
  const erase = async () => {
    const { items } = (await shop.call('GET', '/people')).body;
    expect((await shop.call('DELETE', `/people/${items[0]?.id}`)).status).toBe(204);
  };

  it('their token opens as a stranger, their conversation is not found, and nothing comes back', async () => {
    await shop.deploy();
    const seen = (await shop.visit()).body.visitor;
    const opened = await shop.open({ visitor: seen });
    await erase();
    expect((await shop.say(opened, 'hello?')).status).toBe(404);
    for (const visitor of [opened.body.visitor, seen]) {
      const again = await shop.open({ visitor });
      expect(texts(again)).toEqual(['Hello']);
      expect(visitorOf(again.body.visitor)).not.toBe(visitorOf(visitor));
    }
    await shop.runner.serial.idle();
    const { rows } = { rows: await shop.database.db.selectFrom('identities').select('value').execute() };
    expect(rows.map(({ value }) => value)).not.toContain(visitorOf(seen));
  });

  it('signing in with an old token of theirs does not bring the visitor back', async () => {
    await shop.deploy();
    const seen = (await shop.visit()).body.visitor;
    await shop.open({ visitor: seen });
    await erase();
    const signedIn = await shop.visit({ visitor: seen, identity: shop.sign('ann') });
    expect(visitorOf(signedIn.body.visitor)).not.toBe(visitorOf(seen));
    const { items } = (await shop.call('GET', '/people')).body;
    expect(items).toHaveLength(1);
  });
});
