/** (c) How many page loads one core answers, and what they write. */
import { PINNED } from './child.ts';
import { median } from './rounds.ts';
import { count, type Section } from './section.ts';
import { startServed } from './served.ts';

const CLIENTS = 32;
const EACH = 252;
const ROUNDS = 5;

const only = (name: string, attribute: string, operator: string, value: string, share: number) => ({
  name,
  audience: { groups: [{ name, rules: [{ attribute, operator, value }] }] },
  rollout: { share },
});

/** The four scenarios that the product promises. */
const DEPLOYMENTS = [
  only('VIP customers', 'tags', 'contains', 'VIP', 100),
  only('Enterprise', 'tags', 'contains', 'Enterprise', 25),
  only('Big Corp', 'email', 'ends_with', '@bigcorp.com', 100),
  only('Premium plan', 'plan', 'equals', 'Premium', 10),
];

export const visits: Section = {
  name: 'visits',
  run: async () => {
    const served = await startServed(DEPLOYMENTS);
    try {
      const question = {
        url: served.url,
        clients: CLIENTS,
        each: EACH,
        work: { kind: 'visits', channelKey: served.deployed.channelKey },
      } as const;
      await served.press(question); // warms up
      await served.press(question);
      const rates: number[] = [];
      const late: number[] = [];
      const perCpu: number[] = [];
      let calls = 0;
      let writes = 0;
      let flushes = 0;
      let reads = 0;
      let greeted = 0;
      for (let round = 0; round < ROUNDS; round += 1) {
        await served.forget();
        const load = await served.press(question);
        const spent = await served.spent();
        calls += load.calls;
        writes += spent.writes - spent.flushes;
        flushes += spent.flushes;
        reads += spent.reads;
        greeted += load.answered;
        rates.push(load.calls / load.seconds);
        late.push(load.p99);
        perCpu.push((load.calls / spent.cpuMs) * 1_000);
      }
      if (greeted * 2 !== calls)
        throw new Error(`${greeted} of ${calls} visitors were greeted, not every second one`);
      const rate = median(rates);
      const core = median(perCpu);
      return {
        title: 'Page loads of a website (`POST /website/…/visits`)',
        how: [
          `The real server on its embedded database, four deployments, ${CLIENTS} kept-alive connections, ${ROUNDS} rounds of ${count(CLIENTS * EACH)} calls; half of the visitors are new, half come back with their token, every second one is a VIP. ${PINNED} Statements are counted in the server. New draws are counted in memory and flushed together every few seconds; such a flush is one statement, however many visits it counts.`,
        ],
        tables: [
          {
            head: ['', 'measured'],
            rows: [
              ['visits a second of the server’s processor time', count(core)],
              ['visits a second by the clock, beside all else the machine does', count(rate)],
              ['p99 latency, ms', count(median(late))],
              [`statements that read, in ${count(calls)} visits`, count(reads)],
              [`statements that write, in ${count(calls)} visits`, count(writes)],
              ['flushes of the counters meanwhile', count(flushes)],
            ],
          },
        ],
        aims: [
          { aim: 'at least 5,000 visits a second of one core', measured: count(core), met: core >= 5_000 },
          {
            aim: 'no write by a visit',
            measured: `${count(writes)} statements for ${count(calls)} visits`,
            met: writes === 0,
          },
        ],
      };
    } finally {
      await served.end();
    }
  },
};
