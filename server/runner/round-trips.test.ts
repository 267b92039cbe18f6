/** What the hot paths ask of the database: round trips, those that begin and end a transaction among them. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testDatabase } from '../../test/fakes/database.ts';
import { asks, flow, openShop, type Shop, says, texts } from '../../test/fakes/shop.ts';
import { type FakeSluice, fakeSluice } from '../../test/fakes/sluice.ts';
import { type Watched, watchedDatabase } from '../../test/fakes/watched-database.ts';

let watched: Watched;
let sluice: FakeSluice;
let shop: Shop;
beforeAll(async () => {
  watched = watchedDatabase(await testDatabase());
  sluice = await fakeSluice({}, { database: watched.database });
});
beforeEach(async () => {
  const document = flow([says('Hello'), asks('answer'), says('You said {{answer}}'), asks('more')]);
  shop = await openShop({ sluice, document });
  await shop.deploy();
  // Plan and version are in memory from here on.
  await shop.open();
});
afterAll(() => sluice.close());

const tripsOf = async <T>(work: () => Promise<T>): Promise<{ trips: number; answer: T }> => {
  watched.forget();
  const answer = await work();
  return { trips: watched.trips(), answer };
};

describe('a continuing turn', () => {
  it('takes two round trips: one stores the message and reads, one writes', async () => {
    const opened = await shop.open();
    const { trips, answer } = await tripsOf(() => shop.say(opened, 'one'));
    expect(texts(answer)).toEqual(['You said one']);
    expect(watched.asked()).toEqual(['write', 'write']);
    expect(trips).toBe(2);
  });

  it('that ends the conversation, too; a message sent again takes one', async () => {
    const opened = await shop.open();
    await shop.say(opened, 'one');
    expect((await tripsOf(() => shop.say(opened, 'two'))).trips).toBe(2);
    expect((await tripsOf(() => shop.say(opened, 'two'))).trips).toBe(1);
  });
});

describe('a new conversation takes at most four round trips', () => {
  it('of a stranger: one', async () => {
    const { trips, answer } = await tripsOf(() => shop.open());
    expect(texts(answer)).toEqual(['Hello']);
    expect(trips).toBe(1);
  });

  it('of a visitor whose token carries draws: one, and the draws are stored', async () => {
    await shop.call('POST', '/deployments', {
      name: 'Half',
      flowId: shop.flowId,
      channelId: shop.channelId,
      version: 'latest',
      audience: { everyone: true },
      rollout: { share: 50 },
      active: true,
      position: 0,
    });
    const { visitor } = (await shop.visit()).body;
    const before = await shop.count('draws');
    expect((await tripsOf(() => shop.open({ visitor }))).trips).toBe(1);
    expect(await shop.count('draws')).toBeGreaterThan(before);
  });

  it('of a user nobody has met, and of one who is known from another browser: two', async () => {
    const identity = shop.sign('ann');
    const first = await tripsOf(() => shop.open({ identity }));
    for (const text of ['one', 'two']) await shop.say(first.answer, text);
    const second = await tripsOf(() => shop.open({ identity }));
    expect(second.answer.body.conversation.id).not.toBe(first.answer.body.conversation.id);
    expect([first.trips, second.trips]).toEqual([2, 2]);
    const people = await shop.call('GET', '/people');
    expect(people.body.items.filter(({ key }: { key: string }) => key === 'ann')).toHaveLength(1);
  });

  it('of somebody stored, and of a user who is identified: two', async () => {
    const identity = shop.sign('bob');
    for (const who of [{}, { identity }]) {
      const first = await shop.open(who);
      await shop.say(first, 'one');
      await shop.say(first, 'two');
      const { visitor } = first.body;
      const { trips, answer } = await tripsOf(() => shop.open({ ...who, visitor }));
      expect(texts(answer)).toEqual(['Hello']);
      expect(answer.body.conversation.id).not.toBe(first.body.conversation.id);
      expect(trips).toBe(2);
    }
  });
});

describe('what is answered from memory', () => {
  it('is what a read of the conversation gives, to the letter', async () => {
    const opened = await shop.open();
    const { visitor } = opened.body;
    const read = await shop.open({ visitor });
    expect(JSON.stringify(read.body.conversation)).toBe(JSON.stringify(opened.body.conversation));
    const said = await shop.say(opened, 'one');
    expect(JSON.stringify((await shop.say(opened, 'one')).body)).toBe(JSON.stringify(said.body));
  });
});
