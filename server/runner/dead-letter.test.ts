/** ENG-23: a turn that always fails is tried a few times, ever later, then given to humans; others never notice. */
import { blockLibrary } from '@sluice/blocks/runtime';
import { SECOND } from '@sluice/core/instant';
import { type BlockDefinition, type BlockLibrary, NEXT } from '@sluice/core/interpreter/block';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { testDatabase } from '../../test/fakes/database.ts';
import { asks, flow, type Opened, openShop, type Shop, says, texts } from '../../test/fakes/shop.ts';
import { type FakeSluice, fakeSluice } from '../../test/fakes/sluice.ts';
import { type Watched, watchedDatabase } from '../../test/fakes/watched-database.ts';
import { sweep } from './sweep.ts';

/** Throws while it runs. */
const broken: BlockDefinition<object> = {
  type: 'broken',
  family: 'logic',
  title: 'Broken',
  settings: z.strictObject({}),
  ports: () => ({ named: [], next: true }),
  enter: () => {
    throw new Error('this block is broken');
  },
};
/** Says something that no database can store. */
const unstorable: BlockDefinition<object> = {
  ...broken,
  type: 'unstorable',
  // biome-ignore lint/suspicious/noThenProperty: the word of the block contract
  enter: () => ({ effects: [{ type: 'message', text: ['a\0b'] }], then: { type: 'leave', port: NEXT } }),
};
const library: BlockLibrary = new Map([
  ...blockLibrary,
  ...[broken, unstorable].map(
    (definition) => [definition.type, definition as unknown as BlockDefinition<never>] as const, // as in the library
  ),
]);

let watched: Watched;
let sluice: FakeSluice;
let shop: Shop;
beforeAll(async () => {
  watched = watchedDatabase(await testDatabase());
  sluice = await fakeSluice({}, { library, database: watched.database });
});
beforeEach(async () => {
  shop = await openShop({ sluice });
});
afterAll(() => sluice.close());

const record = async (opened: Opened) =>
  (await shop.call('GET', `/conversations/${opened.body.conversation.id}`)).body;
const after = async (milliseconds: number): Promise<void> => {
  shop.clock.advance(milliseconds);
  await sweep(shop.runner);
};
const tries = async (): Promise<readonly { tries: number; status: string }[]> =>
  shop.database.db
    .selectFrom('inbox')
    .select(['tries', 'status'])
    .where('workspace_id', '=', shop.workspaceId)
    .execute();

describe('a block that throws', () => {
  it('fails its conversation at once, with a problem; what was said before stays said', async () => {
    await shop.publish(flow([asks('answer'), says('Hm'), { type: 'broken' }, says('Never')]));
    await shop.deploy();
    const opened = await shop.open();
    expect(await shop.say(opened, 'one')).toMatchObject({ status: 200, body: { status: 'failed' } });
    expect(await record(opened)).toMatchObject({ status: 'failed', problem: { code: 'block-broke' } });
    expect((await record(opened)).messages).toHaveLength(2);
  });
});

describe('a turn that cannot be committed', () => {
  it('is answered "not yet", tried three times in all, and then dead: the conversation has failed', async () => {
    await shop.publish(flow([asks('answer'), { type: 'unstorable' }]));
    await shop.deploy();
    const opened = await shop.open();
    expect(await shop.say(opened, 'one')).toMatchObject({ status: 503, body: { code: 'unavailable' } });
    expect(await tries()).toEqual([{ tries: 1, status: 'pending' }]);
    await after(7 * SECOND);
    expect(await tries(), 'not before 8 seconds').toEqual([{ tries: 1, status: 'pending' }]);
    await after(2 * SECOND);
    expect(await tries()).toEqual([{ tries: 2, status: 'pending' }]);
    await after(40 * SECOND);
    expect(await tries()).toEqual([{ tries: 2, status: 'dead' }]);
    expect(await record(opened)).toMatchObject({ status: 'failed', problem: { code: 'turn-failed' } });
    expect(await shop.say(opened, 'one')).toMatchObject({
      status: 200,
      body: { messages: [], status: 'failed' },
    });
  });

  it('sent again with the same id is tried again, and no more than three times', async () => {
    await shop.publish(flow([asks('answer'), { type: 'unstorable' }]));
    await shop.deploy();
    const opened = await shop.open();
    const statuses = [];
    for (let n = 0; n < 4; n += 1) statuses.push((await shop.say(opened, 'one')).status);
    expect(statuses).toEqual([503, 503, 200, 200]);
  });

  it('does not keep other conversations of the same flow from going on', async () => {
    await shop.publish(
      flow([], {
        groups: [
          {
            id: 'g',
            blocks: [
              {
                id: 'c',
                type: 'choice',
                items: [
                  { id: 'good', label: 'Good' },
                  { id: 'bad', label: 'Bad' },
                ],
              },
            ],
          },
          { id: 'fine', blocks: [{ id: 's', ...says('Fine') }] },
          { id: 'poison', blocks: [{ id: 'u', type: 'unstorable' }] },
        ],
        edges: [
          { id: 'e1', from: { block: 'c', port: 'good' }, to: { group: 'fine' } },
          { id: 'e2', from: { block: 'c', port: 'bad' }, to: { group: 'poison' } },
        ],
      }),
    );
    await shop.deploy();
    const [poisoned, fine] = [await shop.open(), await shop.open()];
    expect((await shop.say(poisoned, 'Bad')).status).toBe(503);
    await after(60 * SECOND);
    expect(texts(await shop.say(fine, 'Good'))).toEqual(['Fine']);
  });

  it('in an opening gives no bot, and is recorded as unavailable', async () => {
    await shop.publish(flow([{ type: 'unstorable' }]));
    await shop.deploy();
    expect(await shop.open()).toMatchObject({ status: 200, body: { conversation: null } });
    const { items } = (await shop.call('GET', '/conversations')).body;
    expect(items).toMatchObject([{ status: 'none' }]);
    expect(await shop.count('draws')).toBe(0);
  });
});

describe('a timer whose turn always fails', () => {
  it('is put off further each time, and fails its conversation in the end', async () => {
    await shop.publish(flow([{ type: 'wait', seconds: 1 }, { type: 'unstorable' }]));
    await shop.deploy();
    const opened = await shop.open();
    await after(1 * SECOND);
    await after(1 * SECOND);
    expect(await record(opened)).toMatchObject({ status: 'waiting' });
    await after(1 * SECOND);
    await after(8 * SECOND);
    expect(await record(opened)).toMatchObject({ status: 'failed', problem: { code: 'turn-failed' } });
  });
});

/** What a connection says whose process was ended. */
const killed = (): Error => Object.assign(new Error('killed'), { code: '57P01' });

describe('ENG-04: a process that died in the middle', () => {
  it('after the message was stored: the turn is taken by whoever sweeps next, and answered when asked again', async () => {
    await shop.deploy();
    const opened = await shop.open();
    let dead = false;
    watched.before = (statement) => {
      dead ||= /update conversations c set/.test(statement);
      if (dead) throw killed();
    };
    expect((await shop.say(opened, 'one')).status).toBe(503);
    watched.before = () => undefined;
    await after(3 * SECOND);
    const { messages } = await record(opened);
    expect(messages.map(({ markdown }) => markdown)).toEqual(['Hello', 'one', 'You said one']);
    expect(texts(await shop.say(opened, 'one'))).toEqual(['You said one']);
  });

  it('inside the commit: nothing of the turn is there, and it is taken once', async () => {
    await shop.deploy();
    const opened = await shop.open();
    watched.before = (statement) => {
      if (/update inbox i set status/.test(statement)) throw killed();
    };
    expect((await shop.say(opened, 'one')).status).toBe(503);
    watched.before = () => undefined;
    expect((await record(opened)).messages).toHaveLength(1);
    expect(await tries(), 'the message is not blamed').toEqual([{ tries: 0, status: 'pending' }]);
    await after(3 * SECOND);
    expect((await record(opened)).messages).toHaveLength(3);
    expect(await shop.count('turns')).toBe(2);
  });
});
