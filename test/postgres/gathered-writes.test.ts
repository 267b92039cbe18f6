import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asks, flow, openShop, type Shop, says, texts } from '../fakes/shop.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop({
    document: flow([says('Hello'), asks('answer'), says('You said {{answer}}'), asks('more')]),
  });
  await shop.deploy();
});
afterAll(() => shop.close());

describe('turns that are committed together', () => {
  it('a conversation that somebody else holds keeps no other waiting, and is answered once it is free', async () => {
    const { db } = shop.database;
    const opened = await Promise.all(Array.from({ length: 12 }, () => shop.open()));
    const [first, ...others] = opened;
    if (!first) throw new Error('twelve were opened');
    let held: Promise<unknown> = Promise.resolve();
    await db.transaction().execute(async (trx) => {
      const { id } = first.body.conversation;
      await sql`select 1 from conversations where id = ${id} for update`.execute(trx);
      held = shop.say(first, 'held');
      const answers = await Promise.all(others.map((each) => shop.say(each, 'free')));
      expect(answers.flatMap(texts)).toEqual(others.map(() => 'You said free'));
    });
    expect(await held).toMatchObject({ status: 200, body: { messages: [{ markdown: 'You said held' }] } });
  });

  it('of two messages with one id that come together, one is taken and the other told so', async () => {
    const opened = await shop.open();
    const send = (text: string) => shop.say(opened, { id: 'the-same-id', text });
    const answers = await Promise.all(['one', 'two', 'one'].map(send));
    expect(answers.map(({ status }) => status)).toEqual([200, 409, 200]);
    expect(answers[2]?.body).toEqual(answers[0]?.body);
  });
});
