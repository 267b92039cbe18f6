import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openNode } from '../../fakes/database.ts';
import { newSeed, pause } from '../../fakes/fault.ts';
import { insistent } from '../../fakes/insistent.ts';
import { soon } from '../../fakes/nodes.ts';
import { binaries } from '../../fakes/postgres.ts';
import { type Cluster, startCluster } from '../../fakes/postgres-cluster.ts';
import { browser, openShop, type Shop, texts } from '../../fakes/shop.ts';
import { type FakeSluice, fakeSluice, secondNode } from '../../fakes/sluice.ts';

const CRASHES = 10;
const PEOPLE = 40;

// A server of its own: it is crashed.
let cluster: Cluster;
let first: FakeSluice;
let second: FakeSluice;
let shop: Shop;
beforeAll(async () => {
  cluster = await startCluster(binaries());
  const url = cluster.pattern.replace('DATABASE', 'postgres');
  first = await fakeSluice({}, { database: await openNode(url) });
  second = await secondNode(first, { database: await openNode(url) });
  shop = await openShop({ sluice: first });
  await shop.deploy();
});
afterAll(async () => {
  await Promise.all([first?.close(), second?.close()]);
  await cluster?.end();
});

describe(`PostgreSQL stopped "-m immediate" ${CRASHES} times under load, two nodes on it`, () => {
  it('loses nothing that was acknowledged, says nothing twice, and all goes on by itself', async () => {
    const seed = newSeed();
    const nodes = [insistent(shop), insistent(browser(second, shop.key))];
    let crashing = true;
    const live = async (): Promise<readonly string[]> => {
      const ended: string[] = [];
      while (crashing) {
        const opened = await shop.open();
        // No bot, or no answer at all, while the database is away.
        if (opened.status !== 200 || opened.body.conversation === null) {
          await pause(50);
          continue;
        }
        expect(texts(await seed.pick(nodes).insist(opened, 'one')), seed.why).toEqual(['You said one']);
        expect(texts(await seed.pick(nodes).insist(opened, 'two')), seed.why).toEqual(['Bye']);
        ended.push(opened.body.conversation.id);
        await pause(seed.whole(100));
      }
      return ended;
    };
    const lives = Array.from({ length: PEOPLE }, live);
    for (let n = 0; n < CRASHES; n += 1) {
      await pause(500 + seed.whole(1_500));
      await cluster.crash();
      await pause(seed.whole(1_000));
      await cluster.start();
      await soon(async () => (await first.app.inject({ url: '/readyz' })).statusCode === 200, 10_000);
    }
    crashing = false;
    const ended = (await Promise.all(lives)).flat();
    expect(
      nodes.some(({ refused }) => refused() > 0),
      `${seed.why}: no call was hit`,
    ).toBe(true);
    for (const id of ended) {
      const { body } = await shop.call('GET', `/conversations/${id}`);
      const said = body.messages.map(({ markdown }) => markdown);
      expect(said, seed.why).toEqual(['Hello', 'one', 'You said one', 'two', 'Bye']);
    }
    expect(ended.length).toBeGreaterThan(PEOPLE);
  });
});
