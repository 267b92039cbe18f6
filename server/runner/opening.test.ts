/** Promises of an opening: decided once, pinned, recorded; one conversation and one draw whatever happens at once. */
import { drawNumber, isUnder } from '@sluice/core/rollout/draw';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testDatabase } from '../../test/fakes/database.ts';
import { browser, flow, openShop, type Shop, says, texts } from '../../test/fakes/shop.ts';
import { type FakeSluice, fakeSluice, secondNode } from '../../test/fakes/sluice.ts';
import { type Watched, watchedDatabase } from '../../test/fakes/watched-database.ts';

const SEED = '5f0c9a4be17d2386a0b1c2d3e4f50617';
/** A user whose number lies between the two percentages. */
const userBetween = (low: number, high: number): string => {
  for (let n = 0; ; n += 1) {
    const u32 = drawNumber(SEED, `user-${n}`);
    if (!isUnder(u32, low * 100) && isUnder(u32, high * 100)) return `user-${n}`;
  }
};

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

const lastRecord = async () =>
  (await shop.call('GET', `/conversations/${(await shop.call('GET', '/conversations')).body.items[0]?.id}`))
    .body;

describe('an opening', () => {
  it('begins the conversation: the first turn is said, and what is awaited is told', async () => {
    const deployment = await shop.deploy();
    const opened = await shop.open();
    expect(opened.status).toBe(200);
    expect(texts(opened)).toEqual(['Hello']);
    expect(opened.body.conversation).toMatchObject({
      awaiting: { type: 'input', kind: 'text' },
      status: 'waiting',
    });
    expect(await lastRecord()).toMatchObject({
      id: opened.body.conversation.id,
      deploymentId: deployment,
      versionNumber: 1,
      decision: { outcome: 'bot', reason: 'full-launch', draw: { share: 100, stored: true } },
    });
  });

  it('pins the version: a conversation ends on the one it began on, the next begins on the newest', async () => {
    await shop.deploy();
    const first = await shop.open();
    await shop.publish(flow([says('Second version')]));
    expect(texts(await shop.say(first, 'one'))).toEqual(['You said one']);
    expect(texts(await shop.open())).toEqual(['Second version']);
  });

  it('without an active deployment evaluates and writes nothing', async () => {
    const opened = await shop.open();
    expect(opened.body).toMatchObject({ conversation: null });
    expect(await shop.count('conversations')).toBe(0);
    expect(await shop.count('people')).toBe(0);
  });

  it('that is refused is recorded with status none and its reason, and the next is evaluated again', async () => {
    await shop.deploy({ rollout: { share: 0 } });
    const refused = await shop.open();
    expect(refused.body.conversation).toBeNull();
    expect(await lastRecord()).toMatchObject({
      status: 'none',
      decision: { outcome: 'none', reason: 'drawn-out', draw: { share: 0, stored: true } },
    });
    await shop.open({ visitor: refused.body.visitor });
    expect(await shop.count('conversations')).toBe(2);
    expect(await shop.count('draws')).toBe(1);
  });

  it('for somebody outside the audience draws nothing', async () => {
    const rules = [{ attribute: 'plan', operator: 'equals', value: 'pro' }];
    await shop.deploy({ audience: { groups: [{ name: 'Pro', rules }] } });
    await shop.open();
    expect(await shop.count('draws')).toBe(0);
    expect(await lastRecord()).toMatchObject({ status: 'none', decision: { reason: 'audience' } });
  });

  it('while a conversation is open resumes it with the whole transcript', async () => {
    await shop.deploy();
    const opened = await shop.open();
    await shop.say(opened, 'one');
    const resumed = await shop.open({ visitor: opened.body.visitor });
    expect(resumed.body.conversation.id).toBe(opened.body.conversation.id);
    expect(texts(resumed)).toEqual(['Hello', 'one', 'You said one']);
    expect(resumed.body.conversation.messages.map(({ from }: { from: string }) => from)).toEqual([
      'bot',
      'person',
      'bot',
    ]);
  });

  it('with "start over" ends the open one as abandoned and begins another; after an ended one comes another', async () => {
    await shop.deploy();
    const opened = await shop.open();
    const again = await shop.open({ visitor: opened.body.visitor, restart: true });
    expect(again.body.conversation.id).not.toBe(opened.body.conversation.id);
    const { id } = opened.body.conversation;
    expect((await shop.call('GET', `/conversations/${id}`)).body).toMatchObject({ status: 'abandoned' });
    for (const text of ['one', 'two']) await shop.say(again, text);
    const third = await shop.open({ visitor: again.body.visitor });
    expect(third.body.conversation.id).not.toBe(again.body.conversation.id);
  });
});

describe('openings at the same moment', () => {
  it('of one identified person from many browsers, on two nodes, give one conversation and one draw', async () => {
    await shop.deploy();
    const other = browser(await secondNode(shop), shop.key);
    const identity = shop.sign('ann');
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, n) => (n % 2 ? shop : other).open({ identity })),
    );
    expect(new Set(all.map(({ body }) => body.conversation.id)).size).toBe(1);
    expect(await shop.count('people')).toBe(1);
    expect(await shop.count('conversations')).toBe(1);
    expect(await shop.count('draws')).toBe(1);
  });

  it('of one anonymous visitor give one conversation and one draw', async () => {
    await shop.deploy();
    const { visitor } = (await shop.visit()).body;
    const all = await Promise.all(Array.from({ length: 10 }, () => shop.open({ visitor })));
    expect(new Set(all.map(({ body }) => body.conversation.id)).size).toBe(1);
    expect(await shop.count('conversations')).toBe(1);
    expect(await shop.count('draws')).toBe(1);
  });

  it('and of a message to a version that nobody has loaded yet do not wait for each other', async () => {
    await shop.deploy();
    const opened = await shop.open();
    const cold = browser(await secondNode(shop), shop.key);
    const [said, ...others] = await Promise.all([
      cold.say(opened, 'one'),
      ...Array.from({ length: 5 }, () => cold.open()),
    ]);
    expect(texts(said)).toEqual(['You said one']);
    for (const other of others) expect(texts(other)).toEqual(['Hello']);
  });
});

describe('DEC-03: many first openings of one person while the share is edited', () => {
  it('store one draw, and every answer is the same', async () => {
    const ann = userBetween(25, 50);
    const id = await shop.deploy({ rollout: { share: 25 }, seed: SEED });
    const other = browser(await secondNode(shop), shop.key);
    const identity = shop.sign(ann);
    const openings = Array.from({ length: 100 }, (_, n) => (n % 2 ? shop : other).open({ identity }));
    const edit = shop.call('PATCH', `/deployments/${id}`, { rollout: { share: 50 } });
    const answers = (await Promise.all(openings)).map(({ body }) => body.conversation?.id ?? null);
    await edit;
    const draws = await shop.call('GET', `/deployments/${id}/draws?person=${ann}`);
    expect(draws.body.items).toHaveLength(1);
    expect(new Set(answers.map((answer) => answer !== null)).size).toBe(1);
    expect(answers[0] !== null).toBe(draws.body.items[0]?.result === 'in');
    const records = await shop.database.db
      .selectFrom('conversations')
      .select('decision')
      .where('workspace_id', '=', shop.workspaceId)
      .execute();
    expect(JSON.stringify(records)).not.toContain('unavailable');
  });
});

describe('a share that moves between deciding and storing', () => {
  it('leads to a decision on the new share, also when another node moved it', async () => {
    const ann = userBetween(25, 50);
    const id = await shop.deploy({ rollout: { share: 25 }, seed: SEED });
    const stale = await secondNode(shop);
    await stale.runner.plans.byId(shop.workspaceId, shop.channelId);
    await shop.call('PATCH', `/deployments/${id}`, { rollout: { share: 50 } });
    const opened = await browser(stale, shop.key).open({ identity: shop.sign(ann) });
    expect(opened.body.conversation).not.toBeNull();
    const draws = await shop.call('GET', `/deployments/${id}/draws?person=${ann}`);
    expect(draws.body.items).toMatchObject([{ share: 50, act: 0, result: 'in' }]);
  });

  it('an act in between does the same: the draw is numbered after it', async () => {
    const ann = userBetween(25, 100);
    const id = await shop.deploy({ rollout: { share: 25 }, seed: SEED });
    const stale = await secondNode(shop);
    await stale.runner.plans.byId(shop.workspaceId, shop.channelId);
    await shop.call('PATCH', `/deployments/${id}`, { rollout: { share: 100 } });
    await browser(stale, shop.key).open({ identity: shop.sign(ann) });
    const draws = await shop.call('GET', `/deployments/${id}/draws?person=${ann}`);
    expect(draws.body.items).toMatchObject([{ share: 100, act: 1, result: 'in' }]);
  });

  it('a deployment that another node deactivated takes nobody, and nothing is recorded', async () => {
    const id = await shop.deploy();
    const stale = await secondNode(shop);
    await stale.runner.plans.byId(shop.workspaceId, shop.channelId);
    await shop.call('POST', `/deployments/${id}/deactivate`, {});
    expect((await browser(stale, shop.key).open()).body.conversation).toBeNull();
    expect(await shop.count('conversations')).toBe(0);
  });

  it('a deployment that another node activated is met at once', async () => {
    const stale = await secondNode(shop);
    await stale.runner.plans.byId(shop.workspaceId, shop.channelId);
    await shop.deploy();
    expect((await browser(stale, shop.key).open()).body.conversation).not.toBeNull();
  });
});

describe('DEC-12: when the decision cannot be made', () => {
  it('because the database is out of reach, there is no bot', async () => {
    await shop.deploy();
    const { visitor } = (await shop.visit()).body;
    watched.down = true;
    expect(await shop.open({ visitor })).toMatchObject({ status: 200, body: { conversation: null } });
    watched.down = false;
    expect(await shop.count('conversations')).toBe(0);
    expect(await shop.count('draws')).toBe(0);
  });

  it('the opening is recorded as unavailable where that can be written, and no draw is made', async () => {
    await shop.deploy();
    watched.before = (statement) => {
      if (/insert into draws/.test(statement)) throw new Error('the disk is full');
    };
    expect((await shop.open()).body.conversation).toBeNull();
    watched.before = () => undefined;
    expect(await lastRecord()).toMatchObject({
      status: 'none',
      decision: { outcome: 'none', reason: 'unavailable' },
    });
    expect(await shop.count('draws')).toBe(0);
  });
});
