/** Promises of storing draws: guarded against what moved since, one winner, carried draws as they were made. */
import { type Draw, makeDraw } from '@sluice/core/rollout/draw';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openShop, type Shop } from '../../test/fakes/shop.ts';
import { storeCarriedDraws, storeFreshDraw } from './draw-store.ts';

let shop: Shop;
let deployment: string;
beforeAll(async () => {
  shop = await openShop();
  deployment = await shop.deploy({ rollout: { share: 50 } });
});
afterAll(() => shop.close());

let people = 0;
const draw = (more: Partial<Draw> = {}): Draw => {
  people += 1;
  const made = makeDraw({
    deploymentId: deployment,
    generation: 1,
    seed: 'seed',
    person: `person_${people}`,
    key: `key-${people}`,
    share: 5_000,
    act: 0,
    at: shop.clock.now(),
    purpose: 'conversation',
  });
  return { ...made, ...more };
};
const store = (fresh: Draw) => storeFreshDraw(shop.database.db, shop.workspaceId, fresh);
const carry = (draws: readonly Draw[]) => storeCarriedDraws(shop.database.db, shop.workspaceId, draws);
const rowsOf = (person: string) =>
  shop.database.db
    .selectFrom('draws')
    .select(['share', 'act', 'u32'])
    .where('workspace_id', '=', shop.workspaceId)
    .where('person_id', '=', person)
    .execute();

describe('a draw made just now', () => {
  it('is stored while share, act number and generation are still those it was made with', async () => {
    const fresh = draw();
    expect(await store(fresh)).toBe('stored');
    expect(await rowsOf(fresh.person)).toEqual([{ share: 5_000, act: 0, u32: fresh.u32 }]);
  });

  it('is not stored when one of them has moved, or the deployment is another workspace’s', async () => {
    for (const stale of [draw({ share: 2_500 }), draw({ act: 1 }), draw({ generation: 2 })]) {
      expect(await store(stale)).toBe('moved');
      expect(await rowsOf(stale.person)).toEqual([]);
    }
    const foreign = draw();
    expect(await storeFreshDraw(shop.database.db, 'workspace_other', foreign)).toBe('moved');
  });

  it('loses to the one that was stored first, and never rewrites it', async () => {
    const first = draw();
    await store(first);
    expect(await store({ ...first, u32: 1 })).toBe('lost');
    expect(await rowsOf(first.person)).toMatchObject([{ u32: first.u32 }]);
  });

  it('of twenty at the same moment one wins', async () => {
    const one = draw();
    const results = await Promise.all(Array.from({ length: 20 }, () => store(one)));
    expect(results.filter((result) => result === 'stored')).toHaveLength(1);
    expect(results.filter((result) => result === 'lost')).toHaveLength(19);
  });
});

describe('draws that a token carried', () => {
  it('are stored as they were made, whatever the share is today', async () => {
    const made = draw({ share: 100, at: 1_000 });
    expect(await carry([made])).toEqual([made]);
    expect(await rowsOf(made.person)).toMatchObject([{ share: 100 }]);
  });

  it('yield to stored ones; of a deployment that is gone or of an older generation nothing is kept', async () => {
    const kept = draw();
    await store(kept);
    const gone = draw({ deploymentId: 'deployment_gone' });
    const older = draw({ generation: 0 });
    expect(await carry([{ ...kept, share: 1 }, gone, older])).toEqual([]);
    expect(await rowsOf(kept.person)).toMatchObject([{ share: 5_000 }]);
    expect(await rowsOf(gone.person)).toEqual([]);
    expect(await rowsOf(older.person)).toEqual([]);
  });
});
