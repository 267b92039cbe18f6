/** (e) What grows with the work, and what does not. */
import { makeDeployments, makePeople } from './contenders/contender.ts';
import { sluiceOn, sluicePlan } from './contenders/sluice.ts';
import { measure, type Runner } from './rounds.ts';
import { count, type Findings, type Section, times } from './section.ts';

const SIZES = [10, 100, 1_000, 10_000];

const heapMb = (): number => {
  globalThis.gc?.();
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 2 ** 20;
};

type Grown = {
  readonly size: number;
  readonly runner: Runner;
  readonly compiledMs: number;
  readonly indexedMs: number;
  readonly megabytes: number;
};

const grow = (size: number): Grown => {
  const deployments = makeDeployments(size);
  const people = makePeople(size);
  const before = heapMb();
  const since = performance.now();
  const plan = sluicePlan(deployments);
  const compiledMs = performance.now() - since;
  const { decide } = sluiceOn('', plan, people, { trace: false });
  const first = performance.now();
  decide(0); // the index is made by the first question
  const indexedMs = performance.now() - first;
  const megabytes = heapMb() - before;
  let next = 0;
  const work = (often: number): number => {
    let admitted = 0;
    for (let i = 0; i < often; i += 1) {
      next = next + 1 === people.length ? 0 : next + 1;
      if (decide(next) !== null) admitted += 1;
    }
    return admitted;
  };
  return { size, runner: { name: String(size), work }, compiledMs, indexedMs, megabytes };
};

const growthOfDecisions = async (): Promise<Findings> => {
  grow(1_000); // the compiler's own code is warm when it is timed
  const grown = SIZES.map(grow);
  const found = await measure(
    grown.map(({ runner }) => runner),
    { rounds: 15, sliceMs: 40 },
  );
  const ns = (size: number): number => found.get(String(size)) ?? Number.NaN;
  const ratio = ns(1_000) / ns(10);
  return {
    title: 'Cost of a decision as deployments grow',
    how: [
      'The deployments and people of the first section, without a trace; all sizes in the same interleaved rounds, medians. A plan is compiled and indexed once after each change of a deployment of its channel.',
    ],
    tables: [
      {
        head: ['deployments', 'ns a decision', 'against 10', 'compile, ms', 'index, ms', 'memory, MB'],
        rows: grown.map(({ size, compiledMs, indexedMs, megabytes }) => [
          count(size),
          count(ns(size)),
          times(ns(size) / ns(10)),
          count(compiledMs),
          count(indexedMs),
          globalThis.gc === undefined ? 'not measured' : count(megabytes),
        ]),
      },
    ],
    aims: [
      { aim: '1,000 deployments cost at most 4× what 10 cost', measured: times(ratio), met: ratio <= 4 },
    ],
  };
};

export const growth: Section = { name: 'growth', run: growthOfDecisions };
