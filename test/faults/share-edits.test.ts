import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newSeed, pause, size } from '../fakes/fault.ts';
import { type Nodes, startNodes } from '../fakes/nodes.ts';
import { browser, openShop } from '../fakes/shop.ts';
import { each } from '../fakes/site.ts';

const EDITS = size(100, 1_000);
const PEOPLE = size(120, 10_000);
const WORKERS = 50;
const ROUNDS = 3;

/** Calls that lost to too many edits: no bot, though it may be one later. */
let undecided = 0;
const log = pino(
  { level: 'error' },
  {
    write: (line: string) => {
      if (line.includes('could not be decided')) undecided += 1;
    },
  },
);

let nodes: Nodes;
beforeAll(async () => {
  nodes = await startNodes({ log });
});
afterAll(() => nodes.close());

describe(`${EDITS} random edits of the share while ${WORKERS} workers evaluate ${PEOPLE} people ${ROUNDS} times`, () => {
  it('nobody flips: who was in stays in, who was out stays out', async () => {
    const seed = newSeed();
    const shop = await openShop({ sluice: nodes.first });
    const id = await shop.deploy({ rollout: { share: 50 } });
    const anywhere = [shop, browser(nodes.second, shop.key)];
    // Every third is known by name on any device; the others only by what their browser keeps.
    const people = Array.from({ length: PEOPLE }, (_, n) => ({
      ...(n % 3 === 0 ? { identity: shop.sign(`user-${n}`) } : {}),
      visitor: undefined as string | undefined, // none yet
      results: [] as boolean[],
    }));
    const evaluate = async (one: (typeof people)[number]): Promise<void> => {
      const { identity } = one;
      const visitor = identity !== undefined && seed.random() < 0.5 ? undefined : one.visitor;
      const came = {
        ...(identity === undefined ? {} : { identity }),
        ...(visitor === undefined ? {} : { visitor }),
      };
      const there = seed.pick(anywhere);
      const opens = seed.random() < 0.1;
      const answer = await (opens ? there.open({ ...came, restart: true }) : there.visit(came));
      expect(answer.status, seed.why).toBe(200);
      one.visitor = answer.body.visitor;
      one.results.push(('bot' in answer.body ? answer.body.bot : answer.body.conversation) !== null);
    };
    let edits = 0;
    let evaluating = true;
    const editing = (async () => {
      for (; edits < EDITS || evaluating; edits += 1) {
        const share = seed.whole(10_000) / 100; // below 100: that would be a full launch
        const { status } = await shop.call('PATCH', `/deployments/${id}`, { rollout: { share } });
        expect(status, seed.why).toBe(200);
        await pause(5);
      }
    })();
    for (let round = 0; round < ROUNDS; round += 1) await each(people, evaluate, WORKERS);
    evaluating = false;
    await editing;
    await each(people, evaluate, WORKERS);
    expect(edits).toBeGreaterThanOrEqual(EDITS);
    const flipped = people.filter(({ results }) => new Set(results).size !== 1);
    expect(
      flipped.map(({ identity, results }) => ({ identity, results })),
      seed.why,
    ).toEqual([]);
    const ins = people.filter(({ results }) => results[0]).length;
    expect(undecided, `${seed.why}: nobody was left without a decision`).toBe(0);
    expect(ins, 'both happened').toBeGreaterThan(PEOPLE / 10);
    expect(ins, 'both happened').toBeLessThan((PEOPLE * 9) / 10);
  });
});
