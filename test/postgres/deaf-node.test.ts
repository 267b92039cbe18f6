/** A node that hears nothing of the others holds an old plan: whatever it stores is decided on the newest all the same. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { nobodyElse } from '../../server/db/notices.ts';
import { openNode, realPostgres } from '../fakes/database.ts';
import { freshDatabase } from '../fakes/postgres.ts';
import { type Browser, browser, openShop, type Shop } from '../fakes/shop.ts';
import { type FakeSluice, fakeSluice, secondNode } from '../fakes/sluice.ts';

let hearing: FakeSluice;
let deaf: FakeSluice;
let drop: () => Promise<void>;
let shop: Shop;
let there: Browser;
let deploymentId: string;
beforeAll(async () => {
  const fresh = await freshDatabase(realPostgres());
  drop = fresh.drop;
  hearing = await fakeSluice({}, { database: await openNode(fresh.url) });
  const own = await openNode(fresh.url);
  deaf = await secondNode(hearing, {
    database: {
      ...own,
      notices: nobodyElse,
    },
  });
});
beforeEach(async () => {
  shop = await openShop({ sluice: hearing });
  there = browser(deaf, shop.key);
  deploymentId = await shop.deploy();
  // From now on it remembers a plan with an active deployment.
  expect((await there.visit()).body.bot).not.toBeNull();
});
afterAll(async () => {
  await Promise.all([hearing.close(), deaf.close()]);
  await drop();
});

const switchOff = async (): Promise<void> => {
  expect((await shop.call('POST', `/deployments/${deploymentId}/deactivate`, {})).status).toBe(200);
  expect((await there.visit()).body.bot, 'it has heard nothing').not.toBeNull();
};

describe('a deployment that was switched off behind the back of a node', () => {
  it('takes in no newcomer there', async () => {
    await switchOff();
    expect((await there.open()).body.conversation).toBeNull();
    expect([await shop.count('conversations'), await shop.count('draws')]).toEqual([0, 0]);
  });

  it('takes in nobody there who starts over', async () => {
    const opened = await there.open();
    expect(opened.body.conversation).not.toBeNull();
    await switchOff();
    const again = await there.open({ visitor: opened.body.visitor, restart: true });
    expect(again.body.conversation).toBeNull();
    expect(await shop.count('conversations')).toBe(1);
  });

  it('draws nobody there who becomes known', async () => {
    await switchOff();
    expect((await there.visit({ identity: shop.sign('somebody') })).body.bot).toBeNull();
    expect(await shop.count('draws')).toBe(0);
  });
});
