/** (b) Continuing turns on PostgreSQL with fsync, beside a bare floor of the same writes and two peers. */
import { freshDatabase, startPostgres } from '../test/fakes/postgres.ts';
import { startChild } from './child.ts';
import type { Load, LoadQuestion } from './load-client.ts';
import { installed, versionOf } from './peers.ts';
import { median } from './rounds.ts';
import { type Aim, count, type Findings, type Section, type Table, times } from './section.ts';
import { type Press, type Served, startClient, startServed } from './served.ts';

/** Clients, and the turns of each in a round. */
const LOADS = [
  { clients: 1, each: 120 },
  { clients: 16, each: 40 },
  { clients: 64, each: 15 },
] as const;
const ROUNDS = 3;
const POOL_SIZE = '20';

const STORED = [1_000, 100_000, 1_000_000];

type Pressed = { readonly rate: number; readonly p50: number; readonly p99: number };
type Target = {
  readonly name: string;
  readonly press: (clients: number, each: number) => Promise<Load>;
  readonly end: () => Promise<void>;
};

const pressed = (loads: readonly Load[]): Pressed => ({
  rate: median(loads.map(({ calls, seconds }) => calls / seconds)),
  p50: median(loads.map(({ p50 }) => p50)),
  p99: median(loads.map(({ p99 }) => p99)),
});

/** Every call must have been answered by the bot: a fast refusal is no turn. */
const pressAll = async (press: Press, question: LoadQuestion): Promise<Load> => {
  const load = await press(question);
  if (load.answered !== load.calls)
    throw new Error(`only ${load.answered} of ${load.calls} turns were answered`);
  return load;
};

const plainTarget = async (
  name: string,
  file: string,
  press: Press,
  databaseUrl: string,
): Promise<Target> => {
  const { child, ready } = await startChild(`turn-servers/${file}`, {
    core: 0,
    env: { DATABASE_URL: databaseUrl, POOL_SIZE },
  });
  const { url } = ready as { url: string }; // what these servers say first
  return {
    name,
    press: (clients, each) => pressAll(press, { url, clients, each, work: { kind: 'plain', path: '/turn' } }),
    end: () => child.end(),
  };
};

const FLOOR = 'the floor: bare Fastify + pg';
const SLUICE = 'Sluice';

/** Rounds of all targets interleaved, each beginning with another one; the first round warms up. */
const compare = async (targets: readonly Target[], clients: number, each: number) => {
  const loads = new Map<string, Load[]>(targets.map(({ name }) => [name, []]));
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (let i = 0; i < targets.length; i += 1) {
      const target = targets[(i + round) % targets.length];
      if (target === undefined) continue;
      const load = await target.press(clients, each);
      if (round > 0) loads.get(target.name)?.push(load);
    }
  }
  return new Map([...loads].map(([name, all]) => [name, pressed(all)]));
};

const milliseconds = (value: number): string => value.toFixed(1);

/** Said where the floor is missed; the counts stand in the table below. */
const WHY =
  'a turn of Sluice checks the visitor’s token, runs the flow, numbers and publishes what is said, all in JavaScript on the same core; turns that come together share their statements';

const aimsAt16 = (found: ReadonlyMap<string, Pressed>): readonly Aim[] => {
  const own = found.get(SLUICE);
  const floor = found.get(FLOOR);
  if (own === undefined || floor === undefined) return [];
  const rate = own.rate / floor.rate;
  const late = own.p99 / floor.p99;
  return [
    { aim: 'at 16 clients at least 1.0 of the floor', measured: rate.toFixed(2), met: rate >= 1, why: WHY },
    { aim: 'at 16 clients p99 at most 1.5× the floor’s', measured: times(late), met: late <= 1.5, why: WHY },
  ];
};

/** What a continuing turn asks of the database and of the processor, counted in the server. */
const costOfTurn = async (sluice: Target, { forget, spent }: Served): Promise<Stored> => {
  await forget();
  const { calls } = await sluice.press(16, 40);
  const { roundTrips, reads, writes, cpuMs } = await spent();
  // Each client opens its conversation first; those few statements are counted along.
  const each = roundTrips / calls;
  return {
    table: {
      head: ['of Sluice, 16 clients', 'a turn'],
      rows: [
        ['round trips to the database, begin and commit included', each.toFixed(1)],
        ['statements', ((reads + writes) / calls).toFixed(1)],
        ['processor time of the server, ms', (cpuMs / calls).toFixed(2)],
      ],
    },
    aims: [
      {
        aim: 'a continuing turn takes at most two round trips (turns that come together share them; openings and sweeps counted along)',
        measured: each.toFixed(1),
        met: each < 2.5,
        why: 'one statement takes the message in and reads, one writes; openings and sweeps come on top',
      },
    ],
  };
};

type Stored = { readonly table: Table; readonly aims: readonly Aim[] };

export const turns: Section = {
  name: 'turns',
  run: async (): Promise<Findings> => {
    const { postgres, end } = await startPostgres();
    const ends: (() => Promise<unknown>)[] = [end];
    try {
      const { url: databaseUrl, drop } = await freshDatabase(postgres);
      ends.unshift(drop);
      const served = await startServed([{ name: 'Endless', rollout: { share: 100 } }], databaseUrl);
      ends.unshift(served.end);
      const client = await startClient();
      ends.unshift(client.end);
      const sluice: Target = {
        name: SLUICE,
        press: (clients, each) =>
          pressAll(client.press, {
            url: served.url,
            clients,
            each,
            work: { kind: 'turns', channelKey: served.deployed.channelKey },
          }),
        end: served.end,
      };
      const targets: Target[] = [sluice];
      for (const [name, file] of [
        [FLOOR, 'floor.ts'],
        [`botbuilder ${versionOf(installed('botbuilder'))}`, 'botbuilder.ts'],
        [`Node-RED ${versionOf(installed('node-red'))}, stores nothing`, 'node-red.ts'],
      ] as const) {
        const target = await plainTarget(name, file, client.press, databaseUrl);
        ends.unshift(target.end);
        targets.push(target);
      }
      const rows: string[][] = [];
      let aims: readonly Aim[] = [];
      for (const { clients, each } of LOADS) {
        const found = await compare(targets, clients, each);
        const floor = found.get(FLOOR)?.rate ?? Number.NaN;
        for (const [name, { rate, p50, p99 }] of found) {
          const part = (rate / floor).toFixed(2);
          const row = [name, count(clients), count(rate), part, milliseconds(p50), milliseconds(p99)];
          console.log(row.join('  '));
          rows.push(row);
        }
        if (clients === 16) aims = aimsAt16(found);
      }
      const turn = await costOfTurn(sluice, served);
      const stored = await asStoreGrows(sluice, served, client.press);
      return {
        title: 'Turns on PostgreSQL',
        how: [
          `Continuing turns through HTTP: a person’s message in, the bot’s answer out, all of it stored. PostgreSQL on this machine with fsync, pools of ${POOL_SIZE} connections, each server pinned to the same core where the system can; ${ROUNDS} interleaved rounds, medians. Every turn is checked to be answered.`,
          'The floor writes the same rows as a turn of Sluice (inbox, turn, two messages, state with counters) in one transaction of five round trips with named statements, and runs no flow. botbuilder keeps conversation state (read, then upserted) and a transcript that it does not wait for, without a transaction. Node-RED keeps its context in memory.',
        ],
        tables: [
          { head: ['server', 'clients', 'turns/s', 'of the floor', 'p50, ms', 'p99, ms'], rows },
          turn.table,
          stored.table,
        ],
        aims: [...aims, ...turn.aims, ...stored.aims],
      };
    } finally {
      for (const each of ends) await each();
    }
  },
};

/** Many different people come once: whatever the server remembered of each would show in its memory. */
const crowd = async (sluice: Target, { url, deployed }: Served, press: Press): Promise<void> => {
  const work = { kind: 'visits', channelKey: deployed.channelKey } as const;
  await press({ url, clients: 16, each: 250, work });
  for (let wave = 0; wave < 10; wave += 1) await sluice.press(64, 1);
};

const asStoreGrows = async (sluice: Target, served: Served, press: Press): Promise<Stored> => {
  const rows: string[][] = [];
  const rates: number[] = [];
  const memory: number[] = [];
  await sluice.press(1, 1); // a short conversation, of which the store is filled with copies
  for (const conversations of STORED) {
    await served.fill(conversations);
    await sluice.press(16, 20);
    const loads: Load[] = [];
    for (let round = 0; round < ROUNDS; round += 1) loads.push(await sluice.press(16, 40));
    const { rate, p50, p99 } = pressed(loads);
    rates.push(rate);
    await crowd(sluice, served, press);
    const { rssMb } = await served.spent();
    memory.push(rssMb);
    rows.push([count(conversations), count(rate), milliseconds(p50), milliseconds(p99), count(rssMb)]);
  }
  const grown = (values: readonly number[]): number =>
    (values.at(-1) ?? Number.NaN) / (values[0] ?? Number.NaN);
  const last = count(STORED.at(-1) ?? 0);
  return {
    table: {
      head: [
        'conversations (and people) stored',
        'turns/s at 16 clients',
        'p50, ms',
        'p99, ms',
        'server memory, MB, after 2,640 other people came',
      ],
      rows,
    },
    aims: [
      {
        aim: `turns/s at ${last} stored conversations at least 0.8 of those at 1,000`,
        measured: grown(rates).toFixed(2),
        met: grown(rates) >= 0.8,
        why: 'the database no longer fits into its own memory (128 MB of buffers here)',
      },
      {
        aim: `server memory at ${last} people at most 1.25× that at 1,000`,
        measured: times(grown(memory)),
        met: grown(memory) <= 1.25,
      },
    ],
  };
};
