/** Promises of the counts: as many as there were draws, in and out, and none lost when a flush fails. */
import { DAY } from '@sluice/core/instant';
import { isUnder } from '@sluice/core/rollout/draw';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testDatabase } from '../../test/fakes/database.ts';
import { browser, openShop, type Shop } from '../../test/fakes/shop.ts';
import { type FakeSluice, fakeSluice, secondNode } from '../../test/fakes/sluice.ts';
import { type Watched, watchedDatabase } from '../../test/fakes/watched-database.ts';

let watched: Watched;
let sluice: FakeSluice;
let shop: Shop;
beforeAll(async () => {
  watched = watchedDatabase(await testDatabase());
  sluice = await fakeSluice({}, { database: watched.database });
});
beforeEach(async () => {
  shop = await openShop({ sluice });
});
afterAll(() => sluice.close());

const counted = () =>
  shop.database.db
    .selectFrom('draw_counts')
    .select(['share', 'day', 'drawn_in', 'drawn_out'])
    .where('workspace_id', '=', shop.workspaceId)
    .orderBy('day')
    .orderBy('share')
    .execute();

describe('new draws', () => {
  it('are counted once each, by what they gave, per share and day', async () => {
    const id = await shop.deploy({ rollout: { share: 50 } });
    const tokens: string[] = [];
    for (let n = 0; n < 10; n += 1) tokens.push((await shop.visit()).body.visitor);
    for (let n = 0; n < 5; n += 1) await shop.open();
    for (const visitor of tokens.slice(0, 5)) {
      await shop.visit({ visitor });
      await shop.open({ visitor });
    }
    await shop.runner.counts.flush();
    const stored = await shop.database.db
      .selectFrom('draws')
      .select(['u32', 'share'])
      .where('workspace_id', '=', shop.workspaceId)
      .execute();
    const carried = tokens
      .slice(5)
      .map((token) => JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()).d[0][2]);
    const numbers = [...stored.map(({ u32 }) => u32), ...carried];
    const drawnIn = numbers.filter((u32) => isUnder(u32, 5_000)).length;
    expect(numbers).toHaveLength(15);
    expect(await counted()).toEqual([
      { share: 5_000, day: '2026-03-09', drawn_in: drawnIn, drawn_out: 15 - drawnIn },
    ]);
    await shop.call('PATCH', `/deployments/${id}`, { rollout: { share: 0 } });
    shop.clock.advance(DAY);
    await shop.visit();
    await shop.runner.counts.flush();
    shop.clock.advance(-DAY);
    expect((await counted()).at(-1)).toEqual({ share: 0, day: '2026-03-10', drawn_in: 0, drawn_out: 1 });
  });

  it('of several nodes add up', async () => {
    await shop.deploy();
    const other = await secondNode(shop);
    await Promise.all([shop.visit(), browser(other, shop.key).visit()]);
    await Promise.all([shop.runner.counts.flush(), other.runner.counts.flush()]);
    expect(await counted()).toMatchObject([{ drawn_in: 2, drawn_out: 0 }]);
  });

  it('are kept when a flush fails, and not written twice', async () => {
    await shop.deploy();
    await shop.visit();
    watched.down = true;
    await expect(shop.runner.counts.flush()).rejects.toThrow();
    watched.down = false;
    await shop.visit();
    await shop.runner.counts.flush();
    await shop.runner.counts.flush();
    expect(await counted()).toMatchObject([{ drawn_in: 2, drawn_out: 0 }]);
  });

  it('are written when the server stops', async () => {
    await shop.deploy();
    const node = await secondNode(shop);
    await browser(node, shop.key).visit();
    await node.close();
    expect(await counted()).toMatchObject([{ drawn_in: 1 }]);
  });
});
