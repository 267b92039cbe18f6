/** ENG-24: what waited too long goes to a human, in the order it came; whoever writes now does not wait behind it. */
import { MINUTE, SECOND } from '@sluice/core/instant';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { leaveBacklog } from '../../test/fakes/backlog.ts';
import { type Opened, openShop, type Shop, texts } from '../../test/fakes/shop.ts';
import { type FakeSluice, fakeSluice } from '../../test/fakes/sluice.ts';
import { sweep } from './sweep.ts';

let sluice: FakeSluice;
let shop: Shop;
let deploymentId: string;
beforeAll(async () => {
  sluice = await fakeSluice();
});
beforeEach(async () => {
  shop = await openShop({ sluice });
  deploymentId = await shop.deploy();
});
afterAll(() => sluice.close());

/** As an outage leaves it: stored, and taken by no turn. */
const leave = (opened: Opened, ...said: readonly string[]): Promise<unknown> =>
  shop.database.db
    .insertInto('inbox')
    .values(
      said.map((text) => ({
        workspace_id: shop.workspaceId,
        conversation_id: opened.body.conversation.id,
        message_id: text,
        answer_given: JSON.stringify({ text }),
        fingerprint: 'as it came',
        status: 'pending' as const,
        received_at: new Date(shop.clock.now()),
      })),
    )
    .execute();
const record = async (opened: Opened) =>
  (await shop.call('GET', `/conversations/${opened.body.conversation.id}`)).body;
const saidIn = async (opened: Opened): Promise<readonly (string | undefined)[]> =>
  (await record(opened)).messages.map(({ markdown }) => markdown);

describe('a message that waited for its turn', () => {
  it('up to a quarter of an hour is still the bot’s', async () => {
    const opened = await shop.open();
    await leave(opened, 'one');
    shop.clock.advance(15 * MINUTE);
    await sweep(shop.runner);
    expect(await saidIn(opened)).toEqual(['Hello', 'one', 'You said one']);
    expect(await record(opened)).toMatchObject({ status: 'waiting', problem: null });
  });

  it('longer is a human’s: all that was written is there to read, the bot says nothing, and the reason stands', async () => {
    const opened = await shop.open();
    await leave(opened, 'one', 'two');
    shop.clock.advance(15 * MINUTE + SECOND);
    await sweep(shop.runner);
    expect(await saidIn(opened)).toEqual(['Hello', 'one', 'two']);
    expect(await record(opened)).toMatchObject({ status: 'handed-off', problem: { code: 'late' } });
    const { items } = (await shop.call('GET', '/conversations?status=handed-off')).body;
    expect(items).toHaveLength(1);
  });

  it('can be given back by the human: the bot waits where it stood', async () => {
    const opened = await shop.open();
    await leave(opened, 'one');
    shop.clock.advance(16 * MINUTE);
    await sweep(shop.runner);
    const { id } = opened.body.conversation;
    expect((await shop.call('POST', `/conversations/${id}/hand-back`, {})).status).toBe(200);
    expect(texts(await shop.say(opened, 'again'))).toEqual(['You said again']);
  });

  it('and whose sender is there and writes is the bot’s, however old it is', async () => {
    const opened = await shop.open();
    await leave(opened, 'one');
    shop.clock.advance(16 * MINUTE);
    expect(texts(await shop.say(opened, 'two'))).toEqual(['Bye']);
    expect(await saidIn(opened)).toEqual(['Hello', 'one', 'You said one', 'two', 'Bye']);
  });

  it('while its deployment was switched off is kept for nobody’s turn, late or not', async () => {
    const opened = await shop.open();
    await leave(opened, 'one');
    await shop.call('POST', `/deployments/${deploymentId}/deactivate`, {});
    shop.clock.advance(16 * MINUTE);
    await sweep(shop.runner);
    expect(await record(opened)).toMatchObject({ status: 'inactive', problem: null });
    expect(await saidIn(opened)).toEqual(['Hello', 'one']);
  });
});

describe('a backlog', () => {
  it('is taken in rounds until nothing is left, and does not stand before whoever writes meanwhile', async () => {
    const { id } = (await shop.open()).body.conversation;
    const now = new Date(shop.clock.now());
    const backlog = { like: id, conversations: 201, said: ['one'], from: now, to: now };
    const left = await leaveBacklog(shop.database.db, backlog);
    const fresh = await shop.open();
    shop.clock.advance(MINUTE);
    let over = false;
    const draining = sweep(shop.runner).finally(() => {
      over = true;
    });
    expect(texts(await shop.say(fresh, 'now'))).toEqual(['You said now']);
    expect(over, 'the backlog is still being taken').toBe(false);
    expect(await draining, 'one round does not take it all').toBe(true);
    expect(await sweep(shop.runner)).toBe(false);
    const last = await shop.call('GET', `/conversations/${left.at(-1)}`);
    expect(last.body.messages.map(({ markdown }) => markdown)).toEqual(['Hello', 'one', 'You said one']);
    expect(await shop.count('messages')).toBe(3 * 201 + 1 + 3);
  });
});
