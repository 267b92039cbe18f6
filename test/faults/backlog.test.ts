import { randomBytes } from 'node:crypto';
import { MINUTE } from '@sluice/core/instant';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../server/db/database.ts';
import { leaveBacklog } from '../fakes/backlog.ts';
import { openNode, realPostgres } from '../fakes/database.ts';
import { newSeed, pause, size } from '../fakes/fault.ts';
import { freshDatabase } from '../fakes/postgres.ts';
import { each, sendTo, type Visitor, visitorOf } from '../fakes/site.ts';
import { PROCESS_KEY, type SluiceProcess, startSluice } from '../fakes/sluice-process.ts';
import { type Deployed, deploy, talk } from '../fakes/talk.ts';

const SAID = ['one', 'two', 'three', 'four', 'five'];
const CONVERSATIONS = size(100, 10_000);
const OUTAGE_MS = 30 * MINUTE;
const LATE_MS = 15 * MINUTE;
const PATIENCE_MS = size(60_000, 800_000);
/** A few of them all the time: what is measured is the wait, not how much fits. */
const CLIENTS = 4;
const P99_MS = size(2_000, 500);

let sluice: SluiceProcess;
let database: Database;
let talking: Deployed;
let drop: () => Promise<void>;
beforeAll(async () => {
  const fresh = await freshDatabase(realPostgres());
  drop = fresh.drop;
  sluice = await startSluice({
    DATABASE_URL: fresh.url,
    SLUICE_SECRET: randomBytes(24).toString('hex'),
    SLUICE_LATE_MINUTES: String(LATE_MS / MINUTE),
  });
  database = await openNode(fresh.url);
  talking = await deploy(
    sendTo(() => sluice.url),
    PROCESS_KEY,
    talk('Backlog', 40),
  );
});
afterAll(async () => {
  await sluice?.remove();
  await database?.close();
  await drop?.();
});

const begin = async (): Promise<{ readonly visitor: Visitor; readonly id: string }> => {
  const visitor = visitorOf(
    sendTo(() => sluice.url),
    talking.channelKey,
  );
  return { visitor, id: (await visitor.open())?.id ?? '' };
};

/** Turns of people who write now, until `isOver`: how long each took, in milliseconds, the quickest first. */
const turnsUntil = async (isOver: () => boolean): Promise<readonly number[]> => {
  const took: number[] = [];
  await each(
    Array.from({ length: CLIENTS }),
    async () => {
      while (!isOver()) {
        const { visitor, id } = await begin();
        for (let n = 0; n < 20 && !isOver(); n += 1) {
          const since = performance.now();
          await visitor.say(id, { id: `m${n}`, text: 'now' });
          took.push(performance.now() - since);
          await pause(20);
        }
      }
    },
    CLIENTS,
  );
  return took.sort((a, b) => a - b);
};
const p99 = (sorted: readonly number[]): number => Math.round(sorted[Math.floor(sorted.length * 0.99)] ?? 0);

/** How much of the backlog is left; those who write now have messages underway, too. */
const waiting = async (): Promise<number> => {
  const row = await database.db
    .selectFrom('inbox')
    .select((eb) => eb.fn.countAll<number>().as('waiting'))
    .where('status', '=', 'pending')
    .where('message_id', 'like', 'left%')
    .executeTakeFirstOrThrow();
  return Number(row.waiting);
};

const turns = CONVERSATIONS * SAID.length;
describe(`ENG-24: a backlog of ${turns} turns after an outage of half an hour`, () => {
  it('is drained in order; what is late goes to humans; whoever writes meanwhile is answered as ever', async () => {
    const seed = newSeed();
    const calmUntil = performance.now() + 2_000;
    const calm = await turnsUntil(() => performance.now() > calmUntil);

    const original = await begin();
    const now = Date.now();
    const left = await leaveBacklog(database.db, {
      like: original.id,
      conversations: CONVERSATIONS,
      said: SAID,
      from: new Date(now - OUTAGE_MS),
      to: new Date(now - 10_000),
    });
    const since = performance.now();
    let over = false;
    const draining = (async () => {
      while ((await waiting()) > 0 && performance.now() - since < PATIENCE_MS) await pause(100);
      over = true;
    })();
    const busy = await turnsUntil(() => over);
    await draining;
    const drainedMs = performance.now() - since;
    console.log(
      `${turns} turns drained in ${(drainedMs / 1_000).toFixed(1)} s; p99 of ${busy.length} new turns meanwhile ` +
        `${p99(busy)} ms, before ${p99(calm)} ms`,
    );
    expect(await waiting()).toBe(0);
    expect(p99(busy), 'whoever writes now does not wait behind the backlog').toBeLessThan(P99_MS);

    const age = (index: number): number => OUTAGE_MS - (OUTAGE_MS * index) / CONVERSATIONS;
    const looked = left
      .map((id, index) => ({ id, index }))
      .filter(() => seed.random() < Math.max(0.02, 100 / CONVERSATIONS));
    const ends = { late: 0, answered: 0 };
    for (const { id, index } of looked) {
      const { status, problem, messages } = await talking.api('GET', `/conversations/${id}`);
      const said = messages.map(({ markdown }) => markdown);
      const ofPerson = messages.filter(({ from }: { from: string }) => from === 'person');
      expect(
        ofPerson.map(({ markdown }) => markdown),
        seed.why,
      ).toEqual(SAID);
      const isLate = status === 'handed-off';
      ends[isLate ? 'late' : 'answered'] += 1;
      expect(problem?.code ?? null, seed.why).toBe(isLate ? 'late' : null);
      expect(said, seed.why).toEqual(
        isLate
          ? ['Backlog: question 1', ...SAID]
          : ['Backlog: question 1', ...SAID.flatMap((text, n) => [text, `Backlog: question ${n + 2}`])],
      );
      // Between the two it depends on when its turn came.
      if (age(index) > LATE_MS + 10_000) expect(isLate, seed.why).toBe(true);
      if (age(index) + drainedMs < LATE_MS - 10_000) expect(isLate, seed.why).toBe(false);
    }
    expect(Math.min(ends.late, ends.answered), `${seed.why}: both happened`).toBeGreaterThan(0);
  });
});
