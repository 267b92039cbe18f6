/** Promises of a human who steps in: answers, ends, gives back; the bot is silent meanwhile (ENG-25). */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { asks, flow, type Opened, openShop, type Shop, says, texts } from '../../test/fakes/shop.ts';
import { type FakeSluice, fakeSluice } from '../../test/fakes/sluice.ts';
import { humanClose, humanHandBack, humanReply } from './human.ts';

let sluice: FakeSluice;
let shop: Shop;
beforeAll(async () => {
  sluice = await fakeSluice();
});
beforeEach(async () => {
  shop = await openShop({
    sluice,
    document: flow([
      says('Hello'),
      { type: 'handoff', message: 'A colleague takes over.' },
      says('Back again'),
      asks('answer'),
    ]),
  });
});
afterAll(() => sluice.close());

const which = (opened: Opened) => ({
  workspaceId: shop.workspaceId,
  conversationId: opened.body.conversation.id as string, // an id, as the path table says
});
const reply = (opened: Opened, markdown = 'Hi, Maja here.') =>
  humanReply(shop.runner, which(opened), { markdown, author: 'Maja' });

describe('a conversation that was handed off', () => {
  it('keeps what the person writes, without a turn', async () => {
    await shop.deploy();
    const opened = await shop.open();
    expect(texts(opened)).toEqual(['Hello', 'A colleague takes over.']);
    expect((await shop.say(opened, 'thanks')).body).toEqual({
      messages: [],
      awaiting: null,
      status: 'handed-off',
    });
    expect(await shop.count('turns')).toBe(1);
  });

  it('is answered by a human in their own name', async () => {
    await shop.deploy();
    const opened = await shop.open();
    await shop.say(opened, 'thanks');
    expect(await reply(opened)).toMatchObject({ ok: true });
    const resumed = await shop.open({ visitor: opened.body.visitor });
    expect(resumed.body.conversation.messages.at(-1)).toMatchObject({
      from: 'human',
      author: 'Maja',
      markdown: 'Hi, Maja here.',
    });
    expect(resumed.body.conversation.status).toBe('handed-off');
  });

  it('given back goes on after the block that handed it off', async () => {
    await shop.deploy();
    const opened = await shop.open();
    expect(await humanHandBack(shop.runner, which(opened))).toMatchObject({ ok: true });
    const resumed = await shop.open({ visitor: opened.body.visitor });
    expect(texts(resumed)).toEqual(['Hello', 'A colleague takes over.', 'Back again']);
    expect((await shop.say(opened, 'one')).body.status).toBe('completed');
  });

  it('is not given back to a bot that is switched off', async () => {
    const id = await shop.deploy();
    const opened = await shop.open();
    await shop.call('POST', `/deployments/${id}/deactivate`, {});
    expect(await humanHandBack(shop.runner, which(opened))).toMatchObject({
      ok: false,
      problems: [{ code: 'conflict' }],
    });
    expect(await reply(opened), 'a human may still answer').toMatchObject({ ok: true });
  });

  it('taken away in the middle of a question waits there again when it is given back', async () => {
    await shop.publish(flow([says('Hello'), asks('answer'), says('Thanks, {{answer}}')]));
    const id = await shop.deploy();
    const opened = await shop.open();
    await shop.call('POST', `/deployments/${id}/deactivate`, { handOff: true });
    await shop.call('POST', `/deployments/${id}/activate`);
    await shop.say(opened, 'lost');
    await humanHandBack(shop.runner, which(opened));
    expect(texts(await shop.say(opened, 'Ann'))).toEqual(['Thanks, Ann']);
  });

  it('is ended by a human, once', async () => {
    await shop.deploy();
    const opened = await shop.open();
    expect(await humanClose(shop.runner, which(opened))).toMatchObject({ ok: true });
    expect(await humanClose(shop.runner, which(opened))).toMatchObject({
      ok: false,
      problems: [{ code: 'conversation-ended' }],
    });
    expect(await shop.say(opened, 'wait')).toMatchObject({ status: 409 });
  });
});

describe('a conversation that the bot still has', () => {
  it('is not answered by a human, nor given back, but may be ended', async () => {
    await shop.publish(flow([says('Hello'), asks('answer')]));
    await shop.deploy();
    const opened = await shop.open();
    for (const refused of [await reply(opened), await humanHandBack(shop.runner, which(opened))]) {
      expect(refused).toMatchObject({ ok: false, problems: [{ code: 'conflict' }] });
    }
    expect(await humanClose(shop.runner, which(opened))).toMatchObject({ ok: true });
  });

  it('of another workspace is not found', async () => {
    await shop.deploy();
    const opened = await shop.open();
    const elsewhere = { ...which(opened), workspaceId: 'workspace_other' };
    for (const refused of [
      await humanReply(shop.runner, elsewhere, { markdown: 'Hi', author: 'Eve' }),
      await humanClose(shop.runner, elsewhere),
      await humanHandBack(shop.runner, elsewhere),
    ]) {
      expect(refused).toMatchObject({ ok: false, problems: [{ code: 'not-found' }] });
    }
  });
});

describe('a human and the person at the same moment', () => {
  it('both are kept, each once, in one order', async () => {
    await shop.deploy();
    const opened = await shop.open();
    await Promise.all([
      ...Array.from({ length: 10 }, (_, n) => reply(opened, `human ${n}`)),
      ...Array.from({ length: 10 }, (_, n) => shop.say(opened, `person ${n}`)),
    ]);
    const { messages } = (await shop.open({ visitor: opened.body.visitor })).body.conversation;
    expect(messages).toHaveLength(22);
    expect(messages.map(({ id }: { id: string }) => Number(id))).toEqual(
      Array.from({ length: 22 }, (_, n) => n + 1),
    );
  });
});
