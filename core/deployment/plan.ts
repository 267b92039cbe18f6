/** A channel's active deployments, compiled once: audiences to closures, lists to sets, act logs to indexes. */
import { type AudienceContext, type CompiledAudience, compileAudience } from '../audience/compile.ts';
import { ok, type Problem, problem, type Result, refused, under } from '../problem.ts';
import type { RolloutState } from '../rollout/standing.ts';
import { type DeploymentWithActs, rolloutOf } from './deployment.ts';
import { compileListing, type Listing } from './listing.ts';
import type { PersonFacts } from './person.ts';

export type PlannedDeployment = {
  readonly id: string;
  /** What an answer "in" pins the conversation to: the newest version, or the pinned one. */
  readonly versionNumber: number;
  readonly audience: CompiledAudience;
  readonly always: Listing;
  readonly never: Listing;
  readonly seed: string;
  readonly rollout: RolloutState;
};

export type ChannelPlan = {
  /** All active deployments, in their order. */
  readonly deployments: readonly PlannedDeployment[];
  /**
   * In order, every deployment that may say anything but "no match" of this person; one left out is known to fail
   * its audience and to hold the person on neither list. Here all of them; an index over selective rules goes
   * here, and deciding need not change. Only untraced decisions ask it: a trace shows every deployment.
   */
  readonly candidates: (person: PersonFacts) => readonly PlannedDeployment[];
};

const inOrder = (a: DeploymentWithActs, b: DeploymentWithActs): number => {
  const { deployment: left } = a;
  const { deployment: right } = b;
  if (left.position !== right.position) return left.position - right.position;
  // By code unit: the same order on every machine, whatever its locale.
  return left.id < right.id ? -1 : left.id > right.id ? 1 : 0;
};

const planOne = (
  { deployment, acts, latestVersion }: DeploymentWithActs,
  context: AudienceContext,
): Result<PlannedDeployment> => {
  const versionNumber = deployment.version === 'latest' ? latestVersion : deployment.version;
  if (versionNumber < 1) {
    const says = `"${deployment.name}" is active, but its flow has no published version.`;
    return refused(
      problem('nothing-published', 'version', says, 'Publish the flow, or deactivate the deployment.'),
    );
  }
  const audience = compileAudience(deployment.audience, context);
  if (!audience.ok) return refused(...audience.problems.map((inner) => under('audience', inner)));
  return ok({
    id: deployment.id,
    versionNumber,
    audience: audience.value,
    always: compileListing(deployment.always),
    never: compileListing(deployment.never),
    seed: deployment.seed,
    rollout: rolloutOf(deployment, acts),
  });
};

/**
 * Compiles one channel's deployments for `decide`. Inactive ones and those winding down take no new conversation
 * and are left out. Refused, with the problems of all of them under `deployments.<id>`, when an audience does not
 * compile or a flow has no version: a plan with a hole would let people fall through to the wrong bot.
 */
export const compilePlan = (
  deployments: readonly DeploymentWithActs[],
  context: AudienceContext,
): Result<ChannelPlan> => {
  const planned: PlannedDeployment[] = [];
  const problems: Problem[] = [];
  const active = deployments.filter(({ deployment }) => deployment.status === 'active');
  for (const each of active.sort(inOrder)) {
    const one = planOne(each, context);
    if (one.ok) planned.push(one.value);
    else problems.push(...one.problems.map((inner) => under(`deployments.${each.deployment.id}`, inner)));
  }
  if (problems.length > 0) return refused(...problems);
  return ok({ deployments: planned, candidates: () => planned });
};
