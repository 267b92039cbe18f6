/** Sluice's own decision, as production calls it. */
import { decide } from '@sluice/core/deployment/decide';
import type { Deployment as SluiceDeployment } from '@sluice/core/deployment/deployment';
import type { PersonFacts } from '@sluice/core/deployment/person';
import { type ChannelPlan, compilePlan } from '@sluice/core/deployment/plan';
import type { Contender, Deployment, Person } from './contender.ts';

const deploymentOf = ({ id, tag, plan, domain }: Deployment, position: number): SluiceDeployment => ({
  id,
  name: id,
  flowId: 'flow',
  channelId: 'channel',
  position,
  status: 'active',
  version: 'latest',
  audience: {
    everyone: false,
    groups: [
      {
        name: 'by tag',
        rules: [
          { attribute: 'tags', operator: 'contains', value: tag },
          { attribute: 'plan', operator: 'equals', value: plan },
        ],
      },
      { name: 'by address', rules: [{ attribute: 'email', operator: 'ends_with', value: `@${domain}` }] },
    ],
  },
  rollout: { share: 10_000, mode: 'permanent' },
  seed: `5f0c9a4be17d2386a0b1c2d3${String(position).padStart(8, '0')}`,
  generation: 1,
  always: [],
  never: [],
  actNumber: 0,
});

export const sluicePlan = (deployments: readonly Deployment[]): ChannelPlan => {
  const plan = compilePlan(
    deployments.map((one, i) => ({ deployment: deploymentOf(one, i), acts: [], latestVersion: 3 })),
    { segments: new Map(), types: new Map() },
  );
  if (!plan.ok) throw new Error(JSON.stringify(plan.problems));
  return plan.value;
};

/** Decisions of people never drawn before: rules, number, draw and record, none left out. */
export const sluiceOn = (
  name: string,
  plan: ChannelPlan,
  people: readonly Person[],
  options: { readonly trace: boolean },
): Contender => {
  const facts = people.map(
    ({ key, email, plan: booked, tags }): PersonFacts => ({
      id: key,
      key,
      identities: [key, email],
      attributes: { email, plan: booked, tags },
    }),
  );
  const NO_DRAWS = new Map();
  const now = Date.UTC(2026, 2, 9);
  return {
    name,
    decide: (i) => {
      const person = facts[i];
      if (person === undefined) return null;
      return decide(plan, person, NO_DRAWS, now, 'visit', options).decision.deploymentId ?? null;
    },
  };
};
