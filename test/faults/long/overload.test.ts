import { randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { realPostgres } from '../../fakes/database.ts';
import { newSeed, pause } from '../../fakes/fault.ts';
import { freshDatabase } from '../../fakes/postgres.ts';
import { type Answer, each, type Send, sendTo, type Visitor, visitorOf } from '../../fakes/site.ts';
import { PROCESS_KEY, type SluiceProcess, startSluice } from '../../fakes/sluice-process.ts';
import { type Deployed, deploy, talk } from '../../fakes/talk.ts';

const QUESTIONS = 40;
const CALM_CLIENTS = 16;
const MEASURE_MS = 8_000;
const PRESS_MS = 15_000;
const TOO_MUCH = 3;
/** Later than this an answer is of no use to somebody who waits. */
const IN_TIME_MS = 5_000;
const QUICK_MS = 2_500;

let sluice: SluiceProcess;
let talking: Deployed;
let drop: () => Promise<void>;
beforeAll(async () => {
  const fresh = await freshDatabase(realPostgres());
  drop = fresh.drop;
  sluice = await startSluice({
    DATABASE_URL: fresh.url,
    SLUICE_SECRET: randomBytes(24).toString('hex'),
    SLUICE_RATE_LIMITS: 'on',
    SLUICE_TRUST_PROXY: 'on',
  });
  talking = await deploy(
    sendTo(() => sluice.url),
    PROCESS_KEY,
    talk('Busy', QUESTIONS),
  );
});
afterAll(async () => {
  await sluice?.remove();
  await drop?.();
});

let addresses = 0;
/** From an address of their own, so that no limit of one address is what refuses them. */
const somebody = (): Visitor => {
  addresses += 1;
  const address = `10.${(addresses >> 16) & 255}.${(addresses >> 8) & 255}.${addresses & 255}`;
  const send: Send = (method, path, body, headers = {}) =>
    sendTo(() => sluice.url)(method, path, body, { ...headers, 'x-forwarded-for': address });
  return visitorOf(send, talking.channelKey);
};

/** One conversation and what was acknowledged in it. */
type Talk = { readonly visitor: Visitor; id: string; sent: number; readonly acknowledged: string[] };

const begin = async (): Promise<Talk> => {
  const visitor = somebody();
  return { visitor, id: (await visitor.open())?.id ?? '', sent: 0, acknowledged: [] };
};

const sayNext = async (one: Talk): Promise<Answer | null> => {
  one.sent += 1;
  const text = `word ${one.sent}`;
  const answer = await one.visitor.message(one.id, { id: `m${one.sent}`, text }).catch(() => null);
  if (answer?.status === 200) one.acknowledged.push(text);
  return answer;
};

describe(`${TOO_MUCH} times more than it can do, on ${availableParallelism()} cores`, () => {
  it('does nearly as much as it can, refuses the rest quickly, and loses nothing it acknowledged', async () => {
    const seed = newSeed();
    const calm = await each(Array.from({ length: 400 }), begin, 8);
    let answered = 0;
    const measured = performance.now();
    await each(
      Array.from({ length: CALM_CLIENTS }),
      async (_, client) => {
        for (let n = client; performance.now() - measured < MEASURE_MS; n += CALM_CLIENTS) {
          const one = calm[n % calm.length];
          if (one && one.sent < QUESTIONS && (await sayNext(one))?.status === 200) answered += 1;
          else if (!one || one.sent >= QUESTIONS) break;
        }
      },
      CALM_CLIENTS,
    );
    const capacity = answered / (MEASURE_MS / 1_000);

    // Now calls come at three times that rate, whether or not the earlier ones are answered.
    const crowd = await each(Array.from({ length: 600 }), begin, 8);
    const counts = { good: 0, late: 0, refused: 0, broken: 0 };
    const slowRefusals: number[] = [];
    const others = new Set<number>();
    const call = async (one: Talk): Promise<void> => {
      const since = performance.now();
      const answer = await sayNext(one);
      const took = performance.now() - since;
      if (answer === null) counts.broken += 1;
      else if (answer.status === 200) counts[took < IN_TIME_MS ? 'good' : 'late'] += 1;
      else if (answer.status === 503 || answer.status === 429) {
        counts.refused += 1;
        if (took > QUICK_MS) slowRefusals.push(Math.round(took));
      } else others.add(answer.status);
    };
    const calls: Promise<void>[] = [];
    const pressed = performance.now();
    for (let sent = 0; performance.now() - pressed < PRESS_MS; ) {
      const due = ((performance.now() - pressed) / 1_000) * capacity * TOO_MUCH;
      for (; sent < due; sent += 1) {
        const one = crowd[sent % crowd.length];
        if (one && one.sent < QUESTIONS) calls.push(call(one));
      }
      await pause(10);
    }
    await Promise.all(calls);
    const goodput = counts.good / ((performance.now() - pressed) / 1_000);
    console.log(
      `capacity ${capacity.toFixed(0)} turns/s, at ${TOO_MUCH}x: goodput ${goodput.toFixed(0)}/s ` +
        `(${((goodput / capacity) * 100).toFixed(0)}%), ${JSON.stringify(counts)}, ` +
        `${slowRefusals.length} slow refusals, at most ${Math.max(0, ...slowRefusals)} ms`,
    );

    for (const one of [...calm, ...crowd].filter(() => seed.random() < 0.2)) {
      const { messages } = await talking.api('GET', `/conversations/${one.id}`);
      const said = messages.map(({ markdown }: { markdown: string }) => markdown);
      for (const text of one.acknowledged)
        expect(
          said.filter((word: string) => word === text),
          seed.why,
        ).toEqual([text]);
    }
    expect([...others], 'nothing but answers and calm refusals').toEqual([]);
    expect(counts.broken, 'no connection is cut').toBe(0);
    expect(slowRefusals, 'refusals are quick').toEqual([]);
    expect(goodput / capacity, 'goodput').toBeGreaterThanOrEqual(0.9);
  });
});
