/** (a) What one decision costs, beside the evaluators of feature-flag systems on equivalent rules. */
import {
  type Contender,
  type MakeContender,
  makeDeployments,
  makePeople,
  type Person,
} from './contenders/contender.ts';
import { flagdEach, flagdOne } from './contenders/flagd.ts';
import { growthBookEach, growthBookOne } from './contenders/growthbook.ts';
import { jsonLogic } from './contenders/json-logic.ts';
import { launchDarklyEach, launchDarklyOne } from './contenders/launchdarkly.ts';
import { sluiceOn, sluicePlan } from './contenders/sluice.ts';
import { unleashEach, unleashOne } from './contenders/unleash.ts';
import { measure, type Runner } from './rounds.ts';
import { type Aim, count, type Section, times } from './section.ts';

const SIZES = [3, 10, 100, 1_000];
const BUDGET = { rounds: 9, sliceMs: 30 };

const PEERS: readonly MakeContender[] = [
  flagdEach,
  flagdOne,
  launchDarklyEach,
  launchDarklyOne,
  growthBookEach,
  growthBookOne,
  unleashEach,
  unleashOne,
  jsonLogic,
];

const UNTRACED = 'Sluice';
const TRACED = 'Sluice, full trace';
const SCANNED = 'Sluice, without its index';

const runnerOf = ({ name, decide, asynchronous }: Contender, people: number): Runner => {
  let next = 0;
  const turn = (): number => {
    next = next + 1 === people ? 0 : next + 1;
    return next;
  };
  if (asynchronous) {
    return {
      name,
      work: async (times) => {
        let admitted = 0;
        for (let i = 0; i < times; i += 1) if ((await decide(turn())) !== null) admitted += 1;
        return admitted;
      },
    };
  }
  return {
    name,
    work: (times) => {
      let admitted = 0;
      for (let i = 0; i < times; i += 1) if (decide(turn()) !== null) admitted += 1;
      return admitted;
    },
  };
};

/** Refuses to compare engines that do not admit the same people to the same deployments. */
const assertEquivalent = async (
  contenders: readonly Contender[],
  people: readonly Person[],
): Promise<void> => {
  const [first, ...others] = contenders;
  if (first === undefined) throw new Error('nothing to compare');
  let admitted = 0;
  for (const i of people.keys()) {
    const expected = await first.decide(i);
    if (expected !== null) admitted += 1;
    for (const other of others) {
      const answer = await other.decide(i);
      if (answer === expected) continue;
      throw new Error(`${other.name} answers ${answer} for ${people[i]?.key}, ${first.name} ${expected}`);
    }
  }
  if (admitted === 0 || admitted === people.length)
    throw new Error('the people tell the engines nothing apart');
};

const measureSize = async (size: number): Promise<ReadonlyMap<string, number>> => {
  const deployments = makeDeployments(size);
  const people = makePeople(size);
  const plan = sluicePlan(deployments);
  const scanned = { ...plan, candidates: () => plan.deployments };
  const contenders = [
    sluiceOn(UNTRACED, plan, people, { trace: false }),
    sluiceOn(TRACED, plan, people, { trace: true }),
    sluiceOn(SCANNED, scanned, people, { trace: false }),
  ];
  for (const make of PEERS) contenders.push(await make(deployments, people));
  await assertEquivalent(contenders, people);
  const found = await measure(
    contenders.map((one) => runnerOf(one, people.length)),
    BUDGET,
  );
  for (const contender of contenders) await contender.close?.();
  return found;
};

/** Why an aim may be out of reach, said where it was. */
const COMPILED =
  'flagd’s rules become one JavaScript function (`new Function`) that compares text as it stands; ours are closures that ignore case and outer white space, read numbers and dates, and make the draw and the record of it';
const RECORDED =
  'a third of our time at 3 deployments makes the draw and its record, which do not shrink with the rules';

const aims = (found: ReadonlyMap<number, ReadonlyMap<string, number>>): readonly Aim[] => {
  const ns = (size: number, name: string): number => found.get(size)?.get(name) ?? Number.NaN;
  const against = (size: number, peer: string, part: number, because: string): Aim => {
    const ratio = ns(size, peer) / ns(size, UNTRACED);
    return {
      aim: `at ${count(size)} deployments at most 1/${part} of ${peer}`,
      measured: `1/${count(ratio)}`,
      met: ratio >= part,
      why: `${times(part / ratio)} the aim; ${because}`,
    };
  };
  const growth = ns(1_000, UNTRACED) / ns(10, UNTRACED);
  const trace = (size: number, name: string): number => ns(size, TRACED) / ns(size, name);
  return [
    against(3, 'flagd-core, a flag each', 4, COMPILED),
    against(3, 'flagd-core, one flag of all rules', 4, COMPILED),
    against(3, 'LaunchDarkly, a flag each', 8, RECORDED),
    against(3, 'LaunchDarkly, one flag of all rules', 8, RECORDED),
    against(1_000, 'flagd-core, a flag each', 100, COMPILED),
    against(1_000, 'flagd-core, one flag of all rules', 100, COMPILED),
    {
      aim: '1,000 deployments cost at most 4× what 10 cost',
      measured: times(growth),
      met: growth <= 4,
      why: 'the compiled rules of a thousand deployments do not stay in the processor’s nearest caches, which twelve engines share here; the next section measures the sizes beside each other',
    },
    {
      aim: 'a full trace at most 4× the cost without (3 deployments)',
      measured: times(trace(3, UNTRACED)),
      met: trace(3, UNTRACED) <= 4,
    },
    {
      aim: 'a full trace at most 4× the cost without (1,000 deployments)',
      measured: times(trace(1_000, UNTRACED)),
      met: trace(1_000, UNTRACED) <= 4,
      why: `a trace tells of every deployment before the winner, hundreds here, and the index skips them; against asking all without a trace it is ${times(trace(1_000, SCANNED))}`,
    },
  ];
};

export const decision: Section = {
  name: 'decision',
  run: async () => {
    const found = new Map<number, ReadonlyMap<string, number>>();
    for (const size of SIZES) found.set(size, await measureSize(size));
    const names = [...(found.get(SIZES[0] ?? 0)?.keys() ?? [])];
    const cell = (name: string, size: number): string => {
      const ns = found.get(size)?.get(name) ?? Number.NaN;
      const own = found.get(size)?.get(UNTRACED) ?? Number.NaN;
      return name === UNTRACED ? count(ns) : `${count(ns)} (${times(ns / own)})`;
    };
    return {
      title: 'A decision, beside feature-flag evaluators',
      how: [
        'Nanoseconds of processor time for one decision of a new conversation, and in brackets how often Sluice’s that is. Each deployment admits 100% of people with its tag on its plan, or with an address of its domain; 512 people, of whom 4 in 5 are admitted, evenly over the deployments. Before measuring, every engine must admit the same people to the same deployments, or the run stops.',
        `One process, ${BUDGET.rounds} interleaved rounds, medians. Peers run in memory, without network, events or metrics, their contexts made beforehand. "A flag each": a flag for each deployment, asked in order until one is on. "One flag of all rules": their best case. All but json-logic-engine also draw a number. LaunchDarkly’s API is asynchronous and is awaited.`,
      ],
      tables: [
        {
          head: ['engine', ...SIZES.map((size) => `${count(size)} deployments`)],
          rows: names.map((name) => [name, ...SIZES.map((size) => cell(name, size))]),
        },
      ],
      aims: aims(found),
    };
  },
};
