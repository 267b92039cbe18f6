import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPostgres } from '../../server/db/postgres.ts';
import { realPostgres } from '../fakes/database.ts';
import { pause, size } from '../fakes/fault.ts';
import { type Gate, startGate } from '../fakes/gate.ts';
import { insistent } from '../fakes/insistent.ts';
import { soon } from '../fakes/nodes.ts';
import { freshDatabase, silent } from '../fakes/postgres.ts';
import { openShop, type Shop, texts } from '../fakes/shop.ts';
import { each } from '../fakes/site.ts';
import { type FakeSluice, fakeSluice } from '../fakes/sluice.ts';

const HOLE_MS = size(3_000, 60_000);
const PEOPLE = size(20, 50);
/** Silence is given up after 20 seconds, a new connection after 5; a call may meet both, one after the other, twice. */
const PATIENCE_MS = 50_000;

let gate: Gate;
let sluice: FakeSluice;
let shop: Shop;
let drop: () => Promise<void>;
beforeAll(async () => {
  const fresh = await freshDatabase(realPostgres());
  drop = fresh.drop;
  gate = await startGate(fresh.url);
  // As patient as in production, not as other tests are.
  const node = await openPostgres(gate.url, { poolSize: 5, log: silent });
  if (!node.ok) throw new Error(node.problems[0]?.says);
  sluice = await fakeSluice({}, { database: node.value });
  shop = await openShop({ sluice });
  await shop.deploy();
});
afterAll(async () => {
  gate.mend();
  await sluice.close();
  await gate.close();
  await drop();
});

describe('a network that swallows everything between node and database', () => {
  it(`for ${HOLE_MS / 1_000} s: calls are refused in time, nothing acknowledged is lost, all goes on by itself`, async () => {
    const { insist, slowest } = insistent(shop);
    const opened = await each(Array.from({ length: PEOPLE }), () => shop.open(), 5);
    // Half of them are in the middle of their turns when it happens.
    const half = opened.slice(0, PEOPLE / 2).map((one) => insist(one, 'one'));
    await Promise.race(half);
    gate.cut();
    const others = opened.slice(PEOPLE / 2).map((one) => insist(one, 'one'));
    const since = performance.now();
    const visit = await shop.visit();
    expect(visit.body.bot, 'a page load needs no database').not.toBeNull();
    expect(performance.now() - since).toBeLessThan(1_000);
    await pause(HOLE_MS);
    gate.mend();
    for (const answer of await Promise.all([...half, ...others]))
      expect(texts(answer)).toEqual(['You said one']);
    expect(slowest(), 'no call waits for ever').toBeLessThan(PATIENCE_MS);
    await soon(async () => (await sluice.app.inject({ url: '/readyz' })).statusCode === 200, 10_000);
    for (const each of opened) {
      expect(texts(await insist(each, 'two'))).toEqual(['Bye']);
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
  });
});
