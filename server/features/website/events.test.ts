/** Promises of the event stream: what comes later arrives, once and in order, across reconnects, for its owner only. */

import { SECOND } from '@sluice/core/instant';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type EventStream, listenTo, type StreamEvent } from '../../../test/fakes/event-stream.ts';
import { asks, flow, type Opened, openShop, type Shop, says } from '../../../test/fakes/shop.ts';
import { type FakeSluice, fakeSluice, secondNode } from '../../../test/fakes/sluice.ts';
import { humanReply } from '../../runner/human.ts';
import type { MessageRecord } from '../../runner/message-record.ts';
import { sweep } from '../../runner/sweep.ts';
import { messagesAfter } from './transcript.ts';

const WAITING = flow([
  says('One moment'),
  { type: 'wait', seconds: 10 },
  says('Back'),
  asks('answer'),
  says('Thanks'),
  { type: 'handoff' },
]);

let sluice: FakeSluice;
let shop: Shop;
let address: string;
let streams: EventStream[] = [];
beforeAll(async () => {
  sluice = await fakeSluice();
  address = await sluice.app.listen({ port: 0, host: '127.0.0.1' });
});
beforeEach(async () => {
  shop = await openShop({ sluice, document: WAITING });
  await shop.deploy();
});
afterEach(async () => {
  await Promise.all(streams.map((stream) => stream.close()));
  streams = [];
});
afterAll(() => sluice.close());

const listen = async (opened: Opened, lastEventId?: string, base = address): Promise<EventStream> => {
  const path = `/website/${shop.key}/conversations/${opened.body.conversation.id}/events`;
  const stream = await listenTo(`${base}${path}`, opened.body.visitor, lastEventId);
  streams.push(stream);
  return stream;
};

const fire = async (): Promise<void> => {
  shop.clock.advance(10 * SECOND);
  await sweep(shop.runner);
};
const said = (events: readonly StreamEvent[]) => events.map(({ data }) => data.markdown);
const hello = (opened: Opened, markdown: string) =>
  humanReply(
    shop.runner,
    { workspaceId: shop.workspaceId, conversationId: opened.body.conversation.id },
    { markdown, author: 'Maja' },
  );

describe('the stream of a conversation', () => {
  it('brings what comes after a wait, with its id, and where the conversation stands then', async () => {
    const opened = await shop.open();
    const stream = await listen(opened);
    await stream.standing('waiting');
    await fire();
    const [message] = await stream.messages(1);
    expect(message).toMatchObject({ id: '2', data: { id: '2', from: 'bot', markdown: 'Back' } });
    expect(stream.events.filter(({ event }) => event === 'status').at(0)?.data).toMatchObject({
      awaiting: null,
    });
  });

  it('does not repeat the transcript, nor what a message was answered with', async () => {
    const opened = await shop.open();
    await fire();
    const stream = await listen(opened);
    await stream.standing('waiting');
    await shop.say(opened, 'one');
    await hello(opened, 'Hi there');
    expect(said(await stream.messages(1))).toEqual(['Hi there']);
  });

  it('WID-11: after a reconnect brings what came meanwhile, in order, without a gap or a repeat', async () => {
    const opened = await shop.open();
    const first = await listen(opened);
    await first.standing('waiting');
    await fire();
    const [back] = await first.messages(1);
    await first.close();
    await shop.say(opened, 'one');
    await hello(opened, 'first');
    await hello(opened, 'second');
    const again = await listen(opened, back?.id);
    const missed = await again.messages(3);
    await hello(opened, 'third');
    expect(said(await again.messages(4))).toEqual(['Thanks', 'first', 'second', 'third']);
    const ids = missed.map(({ id }) => Number(id));
    expect(ids).toEqual([...ids].sort((a, b) => a - b));
  });

  it('brings each of many pieces of news once, in order, also those told while it was catching up', async () => {
    const opened = await shop.open();
    await fire();
    await shop.say(opened, 'one');
    const talking = (async () => {
      for (let n = 0; n < 20; n += 1) await hello(opened, `line ${n}`);
    })();
    const stream = await listen(opened, '0');
    await talking;
    const all = await stream.messages(23);
    expect(said(all).slice(-20)).toEqual(Array.from({ length: 20 }, (_, n) => `line ${n}`));
    expect(new Set(all.map(({ data }) => data.id)).size).toBe(23);
  });

  it('brings what it is told twice only once', async () => {
    const opened = await shop.open();
    const stream = await listen(opened);
    await stream.standing('waiting');
    const [first] = await messagesAfter(shop.database.db, shop.workspaceId, opened.body.conversation.id, 0);
    const message = { ...(first as MessageRecord), seq: 2 }; // the greeting is there
    const conversationId: string = opened.body.conversation.id;
    for (let n = 0; n < 3; n += 1) {
      shop.runner.live.publish({ conversationId, turn: 2, messages: [message] });
    }
    shop.runner.live.publish({ conversationId, turn: 3, messages: [{ ...message, seq: 3 }] });
    expect((await stream.messages(2)).map(({ data }) => data.id)).toEqual(['2', '3']);
  });

  it('tells at once that the deployment was switched off, and on again', async () => {
    const { items } = (await shop.call('GET', '/deployments')).body;
    const opened = await shop.open();
    await fire();
    const stream = await listen(opened);
    await stream.standing('waiting');
    await shop.call('POST', `/deployments/${items[0]?.id}/deactivate`, {});
    expect((await stream.standing('inactive')).data).toEqual({ awaiting: null, status: 'inactive' });
  });

  it('tells that it was ended by "start over" elsewhere', async () => {
    const opened = await shop.open();
    const stream = await listen(opened);
    await stream.standing('waiting');
    await shop.open({ visitor: opened.body.visitor, restart: true });
    await stream.standing('abandoned');
  });

  it('belongs to its visitor: another’s token, another channel, and no token get nothing', async () => {
    const mine = await shop.open();
    const theirs = await shop.open();
    expect((await listen({ ...mine, body: { ...mine.body, visitor: theirs.body.visitor } })).status).toBe(
      404,
    );
    expect((await listen({ ...mine, body: { ...mine.body, visitor: 'x.y' } })).status).toBe(401);
    const unknown = {
      ...mine,
      body: { ...mine.body, conversation: { ...mine.body.conversation, id: 'conversation_none' } },
    };
    expect((await listen(unknown)).status).toBe(404);
  });

  it('is let go when the browser is gone: nothing is kept of it', async () => {
    const opened = await shop.open();
    const before = sluice.runner.live.count();
    const stream = await listen(opened);
    await stream.standing('waiting');
    expect(sluice.runner.live.count()).toBe(before + 1);
    await stream.close();
    while (sluice.runner.live.count() > before) await new Promise((turn) => setImmediate(turn));
  });

  it('WID-10: one conversation has at most twenty', async () => {
    const opened = await shop.open();
    for (let n = 0; n < 20; n += 1) expect((await listen(opened)).status).toBe(200);
    expect((await listen(opened)).status).toBe(429);
    const other = await shop.open();
    expect((await listen(other)).status).toBe(200);
  });
});

describe('when the server stops', () => {
  it('open streams do not hold it back', async () => {
    const node = await secondNode(sluice);
    const base = await node.app.listen({ port: 0, host: '127.0.0.1' });
    const stream = await listen(await shop.open(), undefined, base);
    await stream.standing('waiting');
    await node.app.close();
    await stream.close();
    expect(node.runner.live.count()).toBe(0);
  });
});
