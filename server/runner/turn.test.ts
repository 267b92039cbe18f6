/** Promises of a turn: taken once, in order, whole or not at all. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { asks, browser, flow, type Opened, openShop, type Shop, says, texts } from '../../test/fakes/shop.ts';
import { type FakeSluice, fakeSluice, secondNode } from '../../test/fakes/sluice.ts';

let sluice: FakeSluice;
let shop: Shop;
beforeAll(async () => {
  sluice = await fakeSluice();
});
beforeEach(async () => {
  shop = await openShop({ sluice });
});
afterAll(() => sluice.close());

const record = async (opened: Opened) =>
  (await shop.call('GET', `/conversations/${opened.body.conversation.id}`)).body;
const said = async (opened: Opened): Promise<readonly (string | undefined)[]> =>
  (await record(opened)).messages.map(({ markdown }) => markdown);

describe('a message', () => {
  beforeEach(async () => {
    await shop.deploy();
  });

  it('is answered with the turn’s new messages, what is awaited, and the status', async () => {
    const opened = await shop.open();
    const one = await shop.say(opened, 'one');
    expect(one).toMatchObject({
      status: 200,
      body: {
        messages: [{ id: '3', from: 'bot', type: 'message', markdown: 'You said one' }],
        awaiting: { type: 'input' },
        status: 'waiting',
      },
    });
    expect((await shop.say(opened, 'two')).body).toMatchObject({ awaiting: null, status: 'completed' });
    expect(await record(opened)).toMatchObject({
      status: 'completed',
      variables: { answer: 'one', more: 'two' },
    });
  });

  it('ENG-15: is data; what looks like a template, Markdown or code comes back as the same characters', async () => {
    const opened = await shop.open();
    const hostile = '{{constructor.constructor("return process")()}} {{7*7}} **bold** <b>';
    const [echo] = (await shop.say(opened, hostile)).body.messages;
    const plain = JSON.stringify(echo?.content);
    expect(plain).not.toContain('49');
    expect(plain).not.toContain('"strong"');
    expect(plain).toContain('constructor.constructor');
  });

  it('WID-08: sent five times at once, and again a day later, is one turn with one and the same answer', async () => {
    const opened = await shop.open();
    const five = await Promise.all(Array.from({ length: 5 }, () => shop.say(opened, 'one')));
    shop.clock.advance(23 * 3_600_000);
    const later = await shop.say(opened, 'one');
    for (const answer of [...five, later]) {
      expect(answer.status).toBe(200);
      expect(answer.body).toEqual(five[0]?.body);
    }
    expect(await said(opened)).toEqual(['Hello', 'one', 'You said one']);
    expect(await shop.count('turns')).toBe(2);
  });

  it('is still answered the same after the conversation has ended', async () => {
    const opened = await shop.open();
    await shop.say(opened, 'one');
    const last = await shop.say(opened, 'two');
    expect(await shop.say(opened, 'two')).toMatchObject({ status: 200, body: last.body });
  });

  it('WID-09: with the id of another is refused, and nothing is stored', async () => {
    const opened = await shop.open();
    await shop.say(opened, { id: 'x', text: 'one' });
    const other = await shop.say(opened, { id: 'x', text: 'another' });
    expect(other).toMatchObject({ status: 409, body: { code: 'message-id-reused' } });
    expect(await shop.count('inbox')).toBe(1);
  });

  it('to an ended conversation is refused', async () => {
    const opened = await shop.open();
    for (const text of ['one', 'two']) await shop.say(opened, text);
    expect(await shop.say(opened, 'three')).toMatchObject({
      status: 409,
      body: { code: 'conversation-ended' },
    });
    expect(await shop.count('inbox')).toBe(2);
  });

  it('with another visitor’s token, or to another channel, finds nothing; without a token nobody is known', async () => {
    const mine = await shop.open();
    const theirs = await shop.open();
    const swapped = { ...mine, body: { ...mine.body, visitor: theirs.body.visitor } };
    expect((await shop.say(swapped, 'hello')).status).toBe(404);
    const elsewhere = await openShop({ sluice });
    expect((await elsewhere.say(mine, 'hello')).status).toBe(401);
    const path = `/conversations/${mine.body.conversation.id}/messages`;
    expect((await shop.post(path, { id: 'a', text: 'hi' })).status).toBe(401);
    expect(await shop.count('inbox')).toBe(0);
  });

  it('of the wrong shape is refused', async () => {
    const opened = await shop.open();
    for (const body of [{}, { id: 'a' }, { id: 'a', text: 'x', choice: 'y' }, { id: '', text: 'x' }]) {
      expect((await shop.say(opened, body)).status).toBe(400);
    }
    expect((await shop.say(opened, { id: 'a', text: 'x'.repeat(16_001) })).status).toBe(413);
  });
});

describe('ENG-01: two different messages at the same moment', () => {
  it('are both handled, one at a time, in the order of their arrival, on two nodes', async () => {
    await shop.deploy();
    const other = browser(await secondNode(shop), shop.key);
    for (let n = 0; n < 50; n += 1) {
      const opened = await shop.open();
      const [a, b] = await Promise.all([shop.say(opened, 'a'), (n % 2 ? shop : other).say(opened, 'b')]);
      const messages = await said(opened);
      const first = messages[1];
      expect(messages).toEqual(['Hello', first, `You said ${first}`, first === 'a' ? 'b' : 'a', 'Bye']);
      expect(texts(first === 'a' ? a : b)).toEqual([`You said ${first}`]);
      expect(texts(first === 'a' ? b : a)).toEqual(['Bye']);
    }
  });
});

describe('messages that wait', () => {
  it('are taken in the order in which they arrived, whoever takes them', async () => {
    await shop.publish(flow([...['a', 'b', 'c'].map(() => asks('answer')), says('{{answer}}')]));
    await shop.deploy();
    const opened = await shop.open();
    const { workspaceId, channelId } = shop;
    const conversationId: string = opened.body.conversation.id;
    for (const text of ['first', 'second']) {
      await shop.runner.receive({
        workspaceId,
        channelId,
        conversationId,
        visitor: JSON.parse(Buffer.from(opened.body.visitor.split('.')[0] ?? '', 'base64url').toString()).v,
        messageId: text,
        answer: { text },
        at: new Date(shop.clock.now()),
      });
    }
    await shop.say(opened, 'third');
    expect(await said(opened)).toEqual(['first', 'second', 'third', 'third']);
  });
});

describe('a deployment that is switched off', () => {
  it('keeps what is written, steps nothing and replays nothing; switched on again it goes on, without greeting twice', async () => {
    const id = await shop.deploy();
    const opened = await shop.open();
    await shop.call('POST', `/deployments/${id}/deactivate`, {});
    expect(await shop.say(opened, 'while off')).toMatchObject({
      status: 200,
      body: { messages: [], awaiting: null, status: 'inactive' },
    });
    expect((await shop.open({ visitor: opened.body.visitor })).body.conversation).toMatchObject({
      status: 'inactive',
      awaiting: null,
    });
    await shop.call('POST', `/deployments/${id}/activate`);
    expect(await said(opened)).toEqual(['Hello', 'while off']);
    const resumed = await shop.open({ visitor: opened.body.visitor });
    expect(texts(resumed)).toEqual(['Hello', 'while off']);
    expect(resumed.body.conversation.status).toBe('waiting');
    expect(texts(await shop.say(opened, 'one'))).toEqual(['You said one']);
  });

  it('stops at once on every node: what counts is read from the database', async () => {
    const id = await shop.deploy();
    const opened = await shop.open();
    const other = browser(await secondNode(shop), shop.key);
    await other.visit();
    await shop.call('POST', `/deployments/${id}/deactivate`, {});
    expect((await other.say(opened, 'one')).body.status).toBe('inactive');
  });

  it('with hand-off gives what runs to humans: messages are kept, and the bot stays silent', async () => {
    const id = await shop.deploy();
    const opened = await shop.open();
    await shop.call('POST', `/deployments/${id}/deactivate`, { handOff: true });
    expect((await shop.say(opened, 'hello?')).body).toMatchObject({ messages: [], status: 'handed-off' });
    await shop.call('POST', `/deployments/${id}/activate`);
    expect((await shop.say(opened, 'still there?')).body).toMatchObject({
      messages: [],
      status: 'handed-off',
    });
  });

  it('winding down: running conversations finish, new ones are refused', async () => {
    const id = await shop.deploy();
    const opened = await shop.open();
    await shop.call('POST', `/deployments/${id}/wind-down`);
    expect((await shop.open()).body.conversation).toBeNull();
    for (const text of ['one', 'two']) await shop.say(opened, text);
    expect((await record(opened)).status).toBe('completed');
  });
});

describe('ENG-07: conversations end on the version they began on', () => {
  it('whatever is published meanwhile', async () => {
    await shop.deploy();
    const running = await Promise.all(Array.from({ length: 20 }, () => shop.open()));
    await shop.publish(flow([says('Second version')]));
    const answers = await Promise.all(running.map((opened) => shop.say(opened, 'one')));
    for (const answer of answers) expect(texts(answer)).toEqual(['You said one']);
    expect(texts(await shop.open())).toEqual(['Second version']);
  });
});

describe('a flow that runs in a circle', () => {
  it('fails its own conversation with a problem, and no other', async () => {
    await shop.deploy();
    const fine = await shop.open();
    await shop.publish(flow([{ type: 'jump', to: { group: 'g' } }]));
    const looping = await shop.open();
    expect(looping.body.conversation.status).toBe('failed');
    expect(await record(looping)).toMatchObject({ status: 'failed', problem: { code: 'too-many-blocks' } });
    expect(texts(await shop.say(fine, 'one'))).toEqual(['You said one']);
  });
});
