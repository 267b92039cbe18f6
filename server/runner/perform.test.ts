/** Promises of the outbox: what a flow asks of the world is done once, in order, tried again, never silently dropped. */
import { SECOND } from '@sluice/core/instant';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testDatabase } from '../../test/fakes/database.ts';
import { asks, flow, openShop, type Shop, says } from '../../test/fakes/shop.ts';
import { type FakeSluice, fakeSluice } from '../../test/fakes/sluice.ts';
import { type Watched, watchedDatabase } from '../../test/fakes/watched-database.ts';
import { sweep } from './sweep.ts';

const TAGGING = flow([
  { type: 'tag', add: ['Lead', 'Warm'] },
  { type: 'attribute', name: 'custom.seats', value: 12 },
  { type: 'tag', remove: ['Warm'] },
  asks('answer'),
]);

let watched: Watched;
let sluice: FakeSluice;
let shop: Shop;
beforeAll(async () => {
  watched = watchedDatabase(await testDatabase());
  sluice = await fakeSluice({}, { database: watched.database });
});
beforeEach(async () => {
  watched.before = () => undefined;
  shop = await openShop({ sluice, document: TAGGING });
});
afterAll(() => sluice.close());

const attributes = async () => {
  const { items } = (await shop.call('GET', '/people')).body;
  return (await shop.call('GET', `/people/${items[0]?.id}`)).body.attributes;
};
const wishes = () =>
  shop.database.db
    .selectFrom('outbox')
    .select(['tries', 'status', 'problem'])
    .where('workspace_id', '=', shop.workspaceId)
    .orderBy('turn')
    .orderBy('n')
    .execute();
const failing = (pattern: RegExp): void => {
  watched.before = (statement) => {
    if (pattern.test(statement)) throw new Error('not today');
  };
};

describe('tags and attributes that a flow sets', () => {
  it('are there as soon as the turn is over, and the wishes are gone', async () => {
    await shop.deploy();
    await shop.open();
    await shop.runner.serial.idle();
    expect(await attributes()).toMatchObject({ tags: ['Lead'], custom: { seats: 12 } });
    expect(await wishes()).toEqual([]);
  });

  it('count for targeting the next conversation', async () => {
    const leads = [{ attribute: 'tags', operator: 'contains', value: 'Lead' }];
    await shop.deploy({
      name: 'For leads',
      position: 1,
      audience: { groups: [{ name: 'Leads', rules: leads }] },
    });
    const everybody = await shop.deploy({ name: 'For all', position: 2 });
    const first = await shop.open();
    const deploymentOf = async (id: string) =>
      (await shop.call('GET', `/conversations/${id}`)).body.deploymentId;
    expect(await deploymentOf(first.body.conversation.id)).toBe(everybody);
    await shop.runner.serial.idle();
    const next = await shop.open({ visitor: first.body.visitor, restart: true });
    expect(await deploymentOf(next.body.conversation.id)).not.toBe(everybody);
  });

  it('are seen by the blocks that follow at once', async () => {
    await shop.publish(flow([{ type: 'attribute', name: 'seats', value: 3 }, says('{{person.seats}}')]));
    await shop.deploy();
    expect((await shop.open()).body.conversation.messages).toMatchObject([{ markdown: '3' }]);
  });
});

describe('an effect that fails', () => {
  it('is tried again after 1, 2, 4 … seconds; those after it wait, so that the order is kept', async () => {
    await shop.deploy();
    failing(/update "people" set "given"|UpdateQueryNode.*"given"/);
    await shop.open();
    await shop.runner.serial.idle();
    expect(await wishes()).toMatchObject([{ tries: 1, problem: 'not today' }, { tries: 0 }, { tries: 0 }]);
    await sweep(shop.runner);
    expect(await wishes(), 'not yet').toMatchObject([{ tries: 1 }, { tries: 0 }, { tries: 0 }]);
    shop.clock.advance(1 * SECOND);
    await sweep(shop.runner);
    expect(await wishes()).toMatchObject([{ tries: 2 }, { tries: 0 }, { tries: 0 }]);
    watched.before = () => undefined;
    shop.clock.advance(2 * SECOND);
    await sweep(shop.runner);
    expect(await wishes()).toEqual([]);
    expect(await attributes()).toMatchObject({ tags: ['Lead'] });
  });

  it('eight times stays as dead, to be seen; the others are performed', async () => {
    await shop.publish(
      flow([
        { type: 'tag', add: ['Lead'] },
        { type: 'attribute', name: 'seats', value: 3 },
      ]),
    );
    await shop.deploy();
    let failures = 0;
    watched.before = (statement) => {
      if (!/UpdateQueryNode.*"given"/.test(statement) || failures >= 8) return;
      failures += 1;
      throw new Error('not today');
    };
    await shop.open();
    await shop.runner.serial.idle();
    for (let n = 0; n < 7; n += 1) {
      shop.clock.advance(200 * SECOND);
      await sweep(shop.runner);
    }
    expect(await wishes()).toMatchObject([{ tries: 8, status: 'dead' }]);
    expect(await attributes()).toMatchObject({ seats: 3 });
    expect(await attributes()).not.toHaveProperty('tags');
  });
});

describe('ENG-02: a process that died after the commit', () => {
  it('left the wishes behind: the next one performs them, once', async () => {
    await shop.deploy();
    failing(/earlier\.turn/);
    await shop.open();
    await shop.runner.serial.idle();
    expect(await wishes()).toMatchObject([{ tries: 0 }, { tries: 0 }, { tries: 0 }]);
    watched.before = () => undefined;
    await Promise.all([sweep(shop.runner), sweep(shop.runner)]);
    expect(await wishes()).toEqual([]);
    expect(await attributes()).toMatchObject({ tags: ['Lead'], custom: { seats: 12 } });
  });
});
