import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Act } from '../rollout/acts.ts';
import type { Draw } from '../rollout/draw.ts';
import { decide } from './decide.ts';
import type { DeploymentWithActs } from './deployment.ts';
import { compilePlan } from './plan.ts';
import { NO_SEGMENTS, samplePerson, sampleWithActs } from './sample.ts';

const share = fc.constantFrom(0, 1_000, 5_000, 9_999, 10_000);
const who = fc.constantFrom('ann', 'bob', 'cem');
const lists = fc.record({
  always: fc.subarray(['ann'], { maxLength: 1 }),
  never: fc.subarray(['bob', 'cem'], { maxLength: 2 }),
});
const tagged = (value: string) => ({
  everyone: false,
  groups: [{ name: value, rules: [{ attribute: 'tags', operator: 'contains' as const, value }] }],
});
const log: fc.Arbitrary<readonly Act[]> = fc.oneof(
  fc.constant([]),
  fc.boolean().map((include): readonly Act[] => [{ n: 1, act: 'full-launch', include }]),
  who.map((person): readonly Act[] => [{ n: 1, act: 'put-in', person }]),
);
const deployments: fc.Arbitrary<readonly DeploymentWithActs[]> = fc.array(
  fc
    .record({
      share,
      lists,
      log,
      mode: fc.constantFrom('permanent', 'follow'),
      audience: fc.constantFrom(tagged('VIP'), tagged('new'), { everyone: true, groups: [] }),
      status: fc.constantFrom('active', 'active', 'inactive'),
      seed: fc.constantFrom('s1', 's2', 's3'),
    })
    .map(({ share: points, lists: listed, log: acts, mode, ...rest }) =>
      sampleWithActs({ ...rest, ...listed, rollout: { share: points, mode } }, acts),
    ),
  { maxLength: 5 },
);

test('a decision without its trace is the same decision, with the same draws', () => {
  fc.assert(
    fc.property(
      deployments,
      who,
      fc.boolean(),
      fc.subarray(['VIP', 'new', 'old']),
      (each, name, keyed, tags) => {
        const named = each.map((one, i) => ({ ...one, deployment: { ...one.deployment, id: `d${i}` } }));
        const plan = compilePlan(named, NO_SEGMENTS);
        if (!plan.ok) throw new Error('the plan must compile');
        const person = samplePerson(name, { key: keyed ? name : null, attributes: { tags } });
        const first = decide(plan.value, person, new Map(), 0, 'visit');
        // Half of the draws are stored by the second time.
        const stored = new Map(
          first.newDraws
            .filter((_, i) => i % 2 === 0)
            .map((draw): [string, Draw] => [draw.deploymentId, draw]),
        );
        for (const draws of [new Map<string, Draw>(), stored]) {
          const traced = decide(plan.value, person, draws, 1, 'visit');
          const quick = decide(plan.value, person, draws, 1, 'visit', { trace: false });
          expect(quick).toEqual({ ...traced, decision: { ...traced.decision, trace: [] } });
        }
      },
    ),
    { seed: 31, numRuns: 2_000 },
  );
});

test('deployments that an index has ruled out count as not matching', () => {
  const plan = compilePlan([sampleWithActs({ never: ['ann'] }), sampleWithActs({ id: 'd2' })], NO_SEGMENTS);
  if (!plan.ok) throw new Error('the plan must compile');
  const person = samplePerson('ann', { attributes: {} });
  const indexed = { ...plan.value, candidates: () => plan.value.deployments.slice(0, 1) };
  const { decision } = decide(indexed, person, new Map(), 0, 'visit', { trace: false });
  expect(decision.reason).toBe('audience');
  expect(decide(plan.value, person, new Map(), 0, 'visit').decision.reason).toBe('audience');
});
