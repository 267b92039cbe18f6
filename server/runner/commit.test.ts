/** ENG-19: whoever was overtaken commits nothing; the turn counter fences them off. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openShop, type Shop } from '../../test/fakes/shop.ts';
import { commitAndTell } from './commit.ts';
import { type ConversationRow, readConversation } from './conversation-row.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
  await shop.deploy();
});
afterAll(() => shop.close());

const read = async (id: string): Promise<ConversationRow> => {
  const row = await readConversation(shop.database.db, shop.workspaceId, id);
  if (!row) throw new Error('no such conversation');
  return row;
};
const say = async (row: ConversationRow, markdown: string): Promise<boolean> => {
  const committed = await commitAndTell(shop.runner, row, {
    now: shop.clock.now(),
    messages: [{ sender: 'bot', type: 'message', markdown, media: null, author: null }],
  });
  return committed !== null;
};

describe('two who read the same turn', () => {
  it('one commits; the other writes nothing and is told so', async () => {
    const { id } = (await shop.open()).body.conversation;
    const row = await read(id);
    const results = await Promise.all([say(row, 'first'), say(row, 'second')]);
    expect([...results].sort()).toEqual([false, true]);
    expect((await read(id)).turn).toBe(row.turn + 1);
    expect((await read(id)).lastSeq).toBe(row.lastSeq + 1);
    expect(await say(row, 'much later')).toBe(false);
    expect(await shop.count('messages')).toBe(2);
  });

  it('nothing is committed to a conversation that was erased meanwhile', async () => {
    const { id } = (await shop.open()).body.conversation;
    const row = await read(id);
    await shop.call('DELETE', `/people/${row.personId}`);
    const before = await shop.count('messages');
    expect(await say(row, 'too late')).toBe(false);
    expect(await shop.count('messages')).toBe(before);
  });
});
