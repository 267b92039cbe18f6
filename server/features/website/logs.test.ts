/** STU-12: whatever goes through a conversation, and whatever goes wrong in it, no log says what somebody said. */
import { Writable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testDatabase } from '../../../test/fakes/database.ts';
import { asks, flow, IDENTITY_SECRET, openShop, type Shop, says } from '../../../test/fakes/shop.ts';
import { type FakeSluice, fakeSluice } from '../../../test/fakes/sluice.ts';
import { type Watched, watchedDatabase } from '../../../test/fakes/watched-database.ts';
import { makeLog } from '../../log.ts';
import { humanReply } from '../../runner/human.ts';
import { sweep } from '../../runner/sweep.ts';

const CANARY = 'canary-7f3a';

let lines: string[] = [];
let watched: Watched;
let sluice: FakeSluice;
let shop: Shop;
beforeAll(async () => {
  const memory = new Writable({
    write: (chunk, _, done) => {
      lines.push(String(chunk));
      done();
    },
  });
  watched = watchedDatabase(await testDatabase());
  sluice = await fakeSluice({}, { log: makeLog('trace', memory), database: watched.database });
});
beforeEach(async () => {
  lines = [];
  watched.before = () => undefined;
  const document = flow([
    says('Hello {{person.name}}'),
    asks('answer'),
    { type: 'tag', add: ['{{answer}}'] },
    { type: 'attribute', name: 'note', value: '{{answer}}' },
    says('You said {{answer}}'),
    { type: 'handoff', context: ['answer'] },
  ]);
  shop = await openShop({ sluice, document });
  await shop.deploy();
});
afterAll(() => sluice.close());

/** A whole conversation with a canary wherever somebody can write one. */
const converse = async (): Promise<void> => {
  const identity = shop.sign(`user-${CANARY}`, { email: `${CANARY}@shop.example`, name: CANARY });
  const page = {
    url: `https://shop.example/?q=${CANARY}`,
    title: CANARY,
    referrer: `https://a.example/${CANARY}`,
  };
  const body = { identity, page, attributes: { phone: CANARY, [CANARY]: CANARY } };
  const { visitor } = (await shop.visit(body)).body;
  const opened = await shop.open({ ...body, visitor });
  if (opened.body.conversation) {
    await shop.say(opened, { id: CANARY, text: `my card is ${CANARY}` });
    await shop.say(opened, { id: CANARY, text: `another ${CANARY}` });
    const { id } = opened.body.conversation;
    const which = { workspaceId: shop.workspaceId, conversationId: id };
    await humanReply(shop.runner, which, { markdown: `Dear ${CANARY}`, author: CANARY });
  }
  await shop.visit({ identity: `${CANARY}.x.y`, visitor: CANARY });
  await shop.post('/visits', `{"visitor":"${CANARY}`, { 'content-type': 'application/json' });
  await shop.post(
    `/conversations/${CANARY}/messages`,
    { [CANARY]: CANARY },
    { authorization: `Bearer ${CANARY}` },
  );
  await shop.call('PUT', `/people/by-key/${CANARY}`, { attributes: { email: CANARY } });
  await shop.runner.serial.idle();
  await sweep(shop.runner);
};

const found = (word: string): readonly string[] => lines.filter((line) => line.includes(word));

describe('the log at its most talkative', () => {
  it('says nothing of a conversation that goes well', async () => {
    await converse();
    expect(found(CANARY)).toEqual([]);
  });

  it('nor of one in which every statement of a kind fails, in the words of the database itself', async () => {
    for (const kind of [
      /inbox/,
      /"conversations"/,
      /insert into draws/,
      /"messages"/,
      /"outbox"/,
      /people/,
    ]) {
      watched.before = (statement) => {
        if (kind.test(statement)) throw databaseError();
      };
      await converse().catch(() => undefined); // what is called directly may throw: HTTP never does
      watched.before = () => undefined;
    }
    expect(lines.length).toBeGreaterThan(5);
    expect(found(CANARY)).toEqual([]);
  });

  it('nor what the database quotes when it cannot take a value', async () => {
    const opened = await shop.open();
    watched.before = (statement) => {
      if (/inbox/.test(statement)) throw databaseError('22P02', `invalid input syntax: "${CANARY}"`);
    };
    await shop.say(opened, 'one');
    expect(found('22P02')).not.toEqual([]);
    expect(found(CANARY)).toEqual([]);
  });

  it('nor secrets: of a channel, of a key, of a token', async () => {
    const { visitor } = (await shop.open()).body;
    watched.before = (statement) => {
      if (/inbox/.test(statement)) throw databaseError();
    };
    await shop.say({ ...(await shop.open({ visitor })) }, 'one');
    watched.before = () => undefined;
    for (const secret of [IDENTITY_SECRET, visitor, 'Bearer']) expect(found(secret)).toEqual([]);
  });

  it('but says what went wrong and where: message, code, stack, and ids that mean nothing elsewhere', async () => {
    const opened = await shop.open();
    watched.before = (statement) => {
      if (/inbox/.test(statement)) throw databaseError();
    };
    await shop.say(opened, 'one');
    watched.before = () => undefined;
    const [line] = found('23514');
    expect(JSON.parse(line ?? '{}')).toMatchObject({
      err: {
        type: 'Error',
        code: '23514',
        message: 'new row violates check constraint',
        stack: expect.any(String),
      },
    });
  });
});

/** As drivers make them: with the row, the statement and its values on it. */
const databaseError = (code = '23514', message = 'new row violates check constraint'): Error =>
  Object.assign(new Error(message), {
    code,
    detail: `Failing row contains (${CANARY}).`,
    where: `JSON data, line 1: ${CANARY}`,
    query: 'insert into inbox values ($1)',
    params: [CANARY, IDENTITY_SECRET],
    cause: new Error(CANARY),
  });
