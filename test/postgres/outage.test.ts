import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TurnBody } from '../fakes/answer-types.ts';
import { openNode } from '../fakes/database.ts';
import { soon } from '../fakes/nodes.ts';
import { binaries } from '../fakes/postgres.ts';
import { type Cluster, startCluster } from '../fakes/postgres-cluster.ts';
import { type Answer, type Opened, openShop, type Shop, texts } from '../fakes/shop.ts';
import { type FakeSluice, fakeSluice } from '../fakes/sluice.ts';

// A server of its own: it is crashed.
let cluster: Cluster;
let sluice: FakeSluice;
let shop: Shop;
beforeAll(async () => {
  cluster = await startCluster(binaries());
  sluice = await fakeSluice(
    {},
    { database: await openNode(cluster.pattern.replace('DATABASE', 'postgres')) },
  );
  shop = await openShop({ sluice });
  await shop.deploy();
});
afterAll(async () => {
  await sluice.close();
  await cluster.end();
});

const ready = async () => (await sluice.app.inject({ url: '/readyz' })).statusCode;

const insist = async (opened: Opened, text: string): Promise<Answer<TurnBody>> => {
  for (let tries = 0; tries < 200; tries += 1) {
    const answer = await shop.say(opened, { id: `m-${text}`, text });
    if (answer.status === 200) return answer;
    expect(answer.status, 'a calm refusal, not a bug').toBe(503);
    await new Promise((again) => setTimeout(again, 50));
  }
  throw new Error(`"${text}" was never answered`);
};

describe('a PostgreSQL that crashes under load', () => {
  it('loses nothing that was acknowledged; calls get a 503 meanwhile, and all goes on by itself', async () => {
    const opened = await Promise.all(Array.from({ length: 20 }, () => shop.open()));
    const first = opened.map((each) => insist(each, 'one'));
    const second = first.map(async (before, n) => {
      await before;
      const each = opened[n];
      return each && insist(each, 'two');
    });
    await Promise.race(first);
    await cluster.crash();
    expect(await ready()).toBe(503);
    const refused = await shop.call('GET', '/flows').catch((error: Error) => error);
    expect(String(refused)).toMatch(/unavailable/);
    await cluster.start();
    await soon(async () => (await ready()) === 200, 5_000);
    for (const answer of await Promise.all(first)) expect(texts(answer)).toEqual(['You said one']);
    for (const answer of await Promise.all(second)) expect(answer && texts(answer)).toEqual(['Bye']);
    for (const each of opened) {
      const { body } = await shop.call('GET', `/conversations/${each.body.conversation.id}`);
      expect(body.status).toBe('completed');
      expect(body.messages.map(({ markdown }) => markdown)).toEqual([
        'Hello',
        'one',
        'You said one',
        'two',
        'Bye',
      ]);
    }
    const { db } = sluice.database;
    expect(await db.selectFrom('inbox').select('status').where('status', '<>', 'done').execute()).toEqual([]);
  }, 60_000);

  it('hears of changes again afterwards', async () => {
    await cluster.crash();
    await cluster.start();
    await soon(async () => (await ready()) === 200, 5_000);
    const other = await fakeSluice(
      {},
      { database: await openNode(cluster.pattern.replace('DATABASE', 'postgres')) },
    );
    const heard: string[] = [];
    sluice.database.notices.hear('key-revoked', (text) => heard.push(text));
    await soon(() => {
      other.database.notices.tell('key-revoked', 'a hash');
      return heard.includes('a hash');
    }, 10_000);
    await other.close();
  }, 60_000);
});
