/** A channel's active deployments, compiled once: audiences to closures, lists to sets, act logs to indexes. */
import {
  type AudienceContext,
  audienceCompiler,
  type CompileAudience,
  type CompiledAudience,
} from '../audience/compile.ts';
import { ok, type Problem, problem, type Result, refused, under } from '../problem.ts';
import { drawUnder } from '../rollout/draw.ts';
import type { RolloutState } from '../rollout/standing.ts';
import { type DeploymentWithActs, rolloutOf } from './deployment.ts';
import { type FindCandidates, type IndexEntry, indexCandidates } from './index-candidates.ts';
import { compileListing, type Listing } from './listing.ts';

export type PlannedDeployment = {
  readonly id: string;
  /** What an answer "in" pins the conversation to: the newest version, or the pinned one. */
  readonly versionNumber: number;
  readonly audience: CompiledAudience;
  readonly always: Listing;
  readonly never: Listing;
  readonly seed: string;
  /** A person key's number under the seed. */
  readonly number: (personKey: string) => number;
  readonly rollout: RolloutState;
};

export type ChannelPlan = {
  /** All active deployments, in their order. */
  readonly deployments: readonly PlannedDeployment[];
  /**
   * In order, every deployment that may say anything but "no match" of this person; one left out is known to fail
   * its audience and to hold the person on neither list. Many deployments are found by an index over their most
   * selective rules. Only untraced decisions ask it: a trace shows every deployment.
   */
  readonly candidates: FindCandidates;
};

/** Up to this many deployments, asking each is faster than looking any up. */
const FEW = 4;

/** The index is made when first asked for: a plan that is only checked, or only traced, never needs it. */
const candidatesOf = (entries: readonly IndexEntry[], context: AudienceContext): FindCandidates => {
  if (entries.length <= FEW) {
    const all = entries.map(({ planned }) => planned);
    return () => all;
  }
  let find: FindCandidates | undefined;
  return (person) => {
    find ??= indexCandidates(entries, context);
    return find(person);
  };
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
  compile: CompileAudience,
): Result<PlannedDeployment> => {
  const versionNumber = deployment.version === 'latest' ? latestVersion : deployment.version;
  if (versionNumber < 1) {
    const says = `"${deployment.name}" is active, but its flow has no published version.`;
    return refused(
      problem('nothing-published', 'version', says, 'Publish the flow, or deactivate the deployment.'),
    );
  }
  const audience = compile(deployment.audience);
  if (!audience.ok) return refused(...audience.problems.map((inner) => under('audience', inner)));
  return ok({
    id: deployment.id,
    versionNumber,
    audience: audience.value,
    always: compileListing(deployment.always),
    never: compileListing(deployment.never),
    seed: deployment.seed,
    number: drawUnder(deployment.seed),
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
  const entries: IndexEntry[] = [];
  const problems: Problem[] = [];
  const compile = audienceCompiler(context);
  const active = deployments.filter(({ deployment }) => deployment.status === 'active');
  for (const each of active.sort(inOrder)) {
    const one = planOne(each, compile);
    if (one.ok) entries.push({ planned: one.value, audience: each.deployment.audience });
    else problems.push(...one.problems.map((inner) => under(`deployments.${each.deployment.id}`, inner)));
  }
  if (problems.length > 0) return refused(...problems);
  return ok({
    deployments: entries.map(({ planned }) => planned),
    candidates: candidatesOf(entries, context),
  });
};
