import { randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { FlowDocument } from '@sluice/core/flow/document';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { realPostgres } from '../fakes/database.ts';
import { newSeed, pause, size } from '../fakes/fault.ts';
import { freshDatabase } from '../fakes/postgres.ts';
import { type Answer, each, type Send, sendTo, type Visitor, visitorOf } from '../fakes/site.ts';
import { PROCESS_KEY, type SluiceProcess, startSluice } from '../fakes/sluice-process.ts';
import { type Deployed, deploy } from '../fakes/talk.ts';

const CALM_CLIENTS = 16;
const MEASURE_MS = size(1_500, 8_000);
const PRESS_MS = size(3_000, 300_000);
/** Beside other tests what a machine can do changes from second to second: there it is pressed ever harder until it refuses. */
const HARDER = size(1, 0);
const HARDEST_MS = 30_000;
const TOO_MUCH = 3;
/** One visitor may send 60 messages a minute: so many of them that this limit is not what refuses. */
const MOST_OF_ONE = 50;
/** More than that are never underway when answers come in time; if so, this test itself cannot send any faster. */
const MOST_UNDERWAY = 1_000;
const PROBE_EVERY_MS = 200;
const IN_TIME_MS = 1_000;
const QUICK_MS = 50;
const RECOVERED_MS = 30_000;

/** Asks for ever. */
const CIRCLE: FlowDocument = {
  schema: 1,
  name: 'Circle',
  start: { group: 'all' },
  groups: [
    {
      id: 'all',
      title: 'All',
      position: { x: 0, y: 0 },
      blocks: [
        { id: 'say', type: 'message', markdown: 'And then?' },
        { id: 'ask', type: 'input', kind: 'text', variable: 'answer' },
        { id: 'again', type: 'jump', to: { group: 'all' } },
      ],
    },
  ],
  edges: [],
  variables: [{ id: 'v', name: 'answer', type: 'text' }],
  triggers: [],
  settings: {},
};

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
    CIRCLE,
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
const beginAll = (count: number): Promise<Talk[]> => each(Array.from({ length: count }), begin, 8);

const sayNext = async (one: Talk): Promise<{ readonly answer: Answer | null; readonly tookMs: number }> => {
  one.sent += 1;
  const text = `word ${one.sent}`;
  const since = performance.now();
  const answer = await one.visitor.message(one.id, { id: `m${one.sent}`, text }).catch(() => null);
  if (answer?.status === 200) one.acknowledged.push(text);
  return { answer, tookMs: performance.now() - since };
};

const p99 = (all: readonly number[]): number =>
  Math.round(all.toSorted((a, b) => a - b)[Math.floor(all.length * 0.99)] ?? 0);

/** Turns a second when as many come as are answered. */
const capacityOf = async (talks: readonly Talk[]): Promise<number> => {
  let answered = 0;
  const since = performance.now();
  await each(
    Array.from({ length: CALM_CLIENTS }),
    async (_, client) => {
      for (let n = client; performance.now() - since < MEASURE_MS; n += CALM_CLIENTS) {
        const one = talks[n % talks.length];
        if (one && (await sayNext(one)).answer?.status === 200) answered += 1;
      }
    },
    CALM_CLIENTS,
  );
  return answered / (MEASURE_MS / 1_000);
};

/** Calls come at `rate` a second and more, whether or not the earlier ones are answered. */
const press = async (crowd: readonly Talk[], rate: number) => {
  const accepted: number[] = [];
  const refused: number[] = [];
  const others: (number | string)[] = [];
  const call = async (one: Talk): Promise<void> => {
    const { answer, tookMs } = await sayNext(one);
    if (answer?.status === 200) accepted.push(tookMs);
    else if (answer?.status === 503 || answer?.status === 429) refused.push(tookMs);
    else others.push(answer?.status ?? 'cut off');
  };
  const since = performance.now();
  const underway = new Set<Promise<void>>();
  const isOver = (ms: number): boolean => ms > PRESS_MS && (refused.length > 0 || ms > HARDEST_MS);
  for (let sent = 0, ms = 0; !isOver(ms); ms = performance.now() - since) {
    const seconds = ms / 1_000;
    const due = seconds * rate * (1 + (HARDER * seconds) / 10);
    for (; sent < due; sent += 1) {
      const one = crowd[sent % crowd.length];
      if (!one || underway.size >= MOST_UNDERWAY) continue;
      const done: Promise<void> = call(one).finally(() => underway.delete(done));
      underway.add(done);
    }
    await pause(10);
  }
  await Promise.all(underway);
  return { accepted, refused, others, seconds: (performance.now() - since) / 1_000 };
};

/** The share of refused messages that took the server no longer than it may, by its own clock. */
const quickRefusals = async (): Promise<number> => {
  const { body } = await sendTo(() => sluice.url)('GET', '/metrics');
  const value = (name: string): number => Number(String(body).split(`${name} `)[1]?.split('\n')[0]);
  return (
    value(`sluice_turn_seconds_bucket{le="${QUICK_MS / 1_000}",status="503"}`) /
    value('sluice_turn_seconds_count{status="503"}')
  );
};

/** What has nothing to do with the crowd, asked all the time; `stop` says how long the answers took. */
const probe = () => {
  const asked = [
    { path: '/healthz', headers: {} },
    { path: '/api/v1/flows', headers: { authorization: `Bearer ${PROCESS_KEY}` } },
  ].map((what) => ({ ...what, took: [] as number[], failed: [] as (number | string)[] })); // none yet
  let over = false;
  const probing = asked.map(async ({ path, headers, took, failed }) => {
    while (!over) {
      const since = performance.now();
      const answer = await sendTo(() => sluice.url)('GET', path, undefined, headers).catch(() => null);
      took.push(performance.now() - since);
      if (answer?.status !== 200) failed.push(answer?.status ?? 'cut off');
      await pause(PROBE_EVERY_MS);
    }
  });
  return {
    stop: async () => {
      over = true;
      await Promise.all(probing);
      return asked;
    },
  };
};

describe(`WID-15: ${TOO_MUCH} times more than it can do for ${PRESS_MS / 1_000} s, on ${availableParallelism()} cores`, () => {
  it('does nearly as much as it can, refuses the rest quickly, loses nothing, starves nobody, and recovers', async () => {
    const seed = newSeed();
    const calm = await beginAll(size(60, 500));
    const capacity = await capacityOf(calm);
    const crowd = await beginAll(size(300, Math.ceil((capacity * TOO_MUCH * 60) / MOST_OF_ONE)));

    const ownDelay = monitorEventLoopDelay({ resolution: 5 });
    ownDelay.enable();
    const probes = probe();
    const { accepted, refused, others, seconds } = await press(crowd, capacity * TOO_MUCH);
    const probed = await probes.stop();
    const dropped = performance.now();
    const fresh = await begin();
    for (let well = 0; well < 10 && performance.now() - dropped < RECOVERED_MS; ) {
      const { answer, tookMs } = await sayNext(fresh);
      well = answer?.status === 200 && tookMs < IN_TIME_MS ? well + 1 : 0;
    }
    const recoveredMs = performance.now() - dropped;

    const goodput = accepted.length / seconds / capacity;
    const offered = (accepted.length + refused.length) / seconds / capacity;
    console.log(
      `capacity ${capacity.toFixed(0)} turns/s, ${crowd.length} visitors, ${offered.toFixed(1)}x for ${seconds.toFixed(0)} s: ` +
        `${accepted.length} answered (goodput ${(goodput * 100).toFixed(0)}%), p99 ${p99(accepted)} ms; ` +
        `${refused.length} refused, p99 ${p99(refused)} ms; ` +
        probed.map(({ path, took }) => `${path} p99 ${p99(took)} ms`).join(', ') +
        `; well again after ${Math.round(recoveredMs)} ms; the test's own delay p99 ${Math.round(ownDelay.percentile(99) / 1e6)} ms`,
    );
    for (const one of [...calm, ...crowd].filter(() => seed.random() < Math.min(1, 100 / crowd.length))) {
      const { messages } = await talking.api('GET', `/conversations/${one.id}`);
      const said = new Map<string | undefined, number>();
      for (const { markdown } of messages) said.set(markdown, (said.get(markdown) ?? 0) + 1);
      for (const text of one.acknowledged) expect(said.get(text), `${seed.why}: ${text}`).toBe(1);
    }
    expect([...new Set(others)], 'nothing but answers and calm refusals').toEqual([]);
    expect(refused.length, 'it was too much').toBeGreaterThan(0);
    for (const { path, failed } of probed) expect(failed, `${path} is answered all the time`).toEqual([]);
    expect(recoveredMs, 'recovers').toBeLessThan(RECOVERED_MS);
    expect(await quickRefusals(), 'most refusals took the server no time at all').toBeGreaterThan(0.5);
    if (HARDER > 0) return;
    expect(offered, 'this machine could send as much as the case asks').toBeGreaterThan(0.9 * TOO_MUCH);
    expect(goodput, 'goodput').toBeGreaterThanOrEqual(0.9);
    expect(p99(accepted), 'who is let in is answered in time').toBeLessThanOrEqual(IN_TIME_MS);
    expect(p99(refused), 'refusals are quick').toBeLessThanOrEqual(QUICK_MS);
    for (const { path, took } of probed) expect(p99(took), path).toBeLessThanOrEqual(IN_TIME_MS);
  });
});
