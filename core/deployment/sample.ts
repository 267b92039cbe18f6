/** A deployment to start from in tests: the founding example, 10% of VIP customers, active, nothing pinned. */
import type { AudienceContext } from '../audience/compile.ts';
import type { Act } from '../rollout/acts.ts';
import { drawNumber, isUnder } from '../rollout/draw.ts';
import type { Deployment, DeploymentWithActs } from './deployment.ts';
import type { PersonFacts } from './person.ts';

export const NO_SEGMENTS: AudienceContext = { segments: new Map(), types: new Map() };

export const sampleDeployment = (given: Partial<Deployment> = {}): Deployment => ({
  id: 'd1',
  name: 'Customer Support Bot',
  flowId: 'flow',
  channelId: 'channel',
  position: 1,
  status: 'active',
  version: 'latest',
  audience: {
    everyone: false,
    groups: [{ name: 'VIP customers', rules: [{ attribute: 'tags', operator: 'contains', value: 'VIP' }] }],
  },
  rollout: { share: 1_000, mode: 'permanent' },
  seed: '5f0c9a4be17d2386a0b1c2d3e4f50617',
  generation: 1,
  always: [],
  never: [],
  actNumber: 0,
  ...given,
});

/** With its log and three published versions; the act number follows the log unless it is given. */
export const sampleWithActs = (
  given: Partial<Deployment> = {},
  acts: readonly Act[] = [],
  latestVersion = 3,
): DeploymentWithActs => ({
  deployment: sampleDeployment({ actNumber: acts.at(-1)?.n ?? 0, ...given }),
  acts,
  latestVersion,
});

/** A VIP with this key, who is their own internal person. */
export const samplePerson = (key: string, given: Partial<PersonFacts> = {}): PersonFacts => ({
  id: key,
  key,
  identities: [key],
  attributes: { tags: ['VIP'] },
  ...given,
});

/** The first person key whose number under the seed lies in [from, to) percent. */
export const sampleKey = (from: number, to: number, seed = sampleDeployment().seed): string => {
  for (let i = 0; ; i += 1) {
    const u32 = drawNumber(seed, `user-${i}`);
    if (isUnder(u32, to * 100) && !isUnder(u32, from * 100)) return `user-${i}`;
  }
};
