import { blockLibrary } from '@sluice/blocks/runtime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../test/fakes/database.ts';
import { openShop, type Shop } from '../../test/fakes/shop.ts';
import { fakeSluice } from '../../test/fakes/sluice.ts';
import { type Watched, watchedDatabase } from '../../test/fakes/watched-database.ts';
import { makePrograms } from './programs.ts';

let watched: Watched;
let shop: Shop;
beforeAll(async () => {
  watched = watchedDatabase(await testDatabase());
  shop = await openShop({ sluice: await fakeSluice({}, { database: watched.database }) });
});
afterAll(() => shop.close());

const fresh = () => makePrograms(watched.database.db, blockLibrary);

describe('the programs that are kept', () => {
  it('are loaded once, however many ask at the same moment', async () => {
    const programs = fresh();
    watched.forget();
    const all = await Promise.all(
      Array.from({ length: 10 }, () => programs.of(shop.workspaceId, shop.flowId, 1)),
    );
    expect(new Set(all).size).toBe(1);
    expect(watched.asked()).toHaveLength(1);
  });

  it('never make a transaction wait for a load that waits for its connection', async () => {
    const programs = fresh();
    await watched.database.db.transaction().execute(async (trx) => {
      const outside = programs.of(shop.workspaceId, shop.flowId, 1);
      const inside = await programs.of(shop.workspaceId, shop.flowId, 1, trx);
      expect(inside.version.document.name).toBe('Support');
      outside.catch(() => undefined);
    });
  });

  it('do not keep a failure', async () => {
    const programs = fresh();
    watched.down = true;
    await expect(programs.of(shop.workspaceId, shop.flowId, 1)).rejects.toThrow();
    watched.down = false;
    await expect(programs.of(shop.workspaceId, shop.flowId, 1)).resolves.toBeDefined();
  });

  it('are those of their workspace', async () => {
    await expect(fresh().of('workspace_other', shop.flowId, 1)).rejects.toThrow();
  });
});
