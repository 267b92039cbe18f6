/** Making and editing deployments under the ratchet law: an edit changes a draw's result only by an act it names. */
import { isObject, type Json } from '../json.ts';
import { ok, type Problem, problem, type Result, refused } from '../problem.ts';
import type { Act } from '../rollout/acts.ts';
import { type BasisPoints, FULL, toPercent } from '../rollout/share.ts';
import { type Deployment, FIRST_GENERATION } from './deployment.ts';
import {
  checkListings,
  type FieldContext,
  readAudience,
  readListing,
  readMode,
  readName,
  readPosition,
  readSeed,
  readShare,
  readVersion,
} from './fields.ts';
import { activate, deactivate } from './status.ts';

// One address for all that may be done to a deployment.
export { applyAct } from './act.ts';
export { activate, deactivate, windDown } from './status.ts';

/** A deployment as people send it. Fields are unknown until read: a share of '50' must be refused here. */
export type DeploymentInput = {
  readonly name: unknown;
  readonly flowId: string;
  readonly channelId: string;
  readonly version: unknown;
  readonly audience: unknown;
  /** `{ share: percent, mode? }` */
  readonly rollout: unknown;
  readonly always?: unknown;
  readonly never?: unknown;
  readonly active?: unknown;
  readonly position?: unknown;
  readonly seed?: unknown;
};

/** Any part of the input. The flow, the channel and the seed may be repeated, not changed. */
export type DeploymentPatch = { readonly [K in keyof DeploymentInput]?: unknown };

export type CreateContext = FieldContext & {
  readonly id: string;
  /** Random, at least 96 bits, hex; for "same people as…" the other deployment's. The input's own seed wins. */
  readonly seed: string;
  /** Where it stands when the input does not say: after the channel's others. */
  readonly position: number;
};

/** What raising the share does to people left out earlier. Neither happens unless asked for by the law's words. */
export type EditOptions = {
  /** Raised below 100%: leave them out, or give another chance to those now under the share. */
  readonly onRaise: 'keep' | 'invite';
  /** Set to 100%: everybody from now on, or only people not met yet. */
  readonly onFull: 'include' | 'keep';
};

/** For the audit log: one field's value before and after. Shares are percent. */
export type Change = { readonly field: string; readonly before: Json; readonly after: Json };

export type Edited = {
  readonly deployment: Deployment;
  /** New acts, numbered on from the deployment's; to be appended in the same transaction. */
  readonly acts: readonly Act[];
  readonly changes: readonly Change[];
};

/** Reads several fields, so that one answer holds the problems of all of them. */
const reading = () => {
  const problems: Problem[] = [];
  return {
    problems,
    /** The value read, or the fallback while the problems are kept. */
    take: <T>(result: Result<T>, fallback: T): T => {
      if (result.ok) return result.value;
      problems.push(...result.problems);
      return fallback;
    },
  };
};

const readActive = (value: unknown): Result<boolean> =>
  typeof value === 'boolean'
    ? ok(value)
    : refused(problem('wrong-type', 'active', 'Active must be true or false.'));

const readRollout = (value: unknown): Result<{ readonly share?: unknown; readonly mode?: unknown }> =>
  isObject(value)
    ? ok(value)
    : refused(problem('wrong-type', 'rollout', 'The rollout must be an object.', 'Write { "share": 10 }.'));

/** The fields common to making and editing, read over what stood before. Undefined is "not given". */
const readFields = (
  before: Deployment,
  patch: DeploymentPatch,
  context: FieldContext,
): Result<Deployment> => {
  const { problems, take } = reading();
  const given = <T>(value: unknown, read: (value: unknown) => Result<T>, fallback: T): T =>
    value === undefined ? fallback : take(read(value), fallback);

  const rollout = given(patch.rollout, readRollout, {});
  const deployment: Deployment = {
    ...before,
    name: given(patch.name, readName, before.name),
    version: given(patch.version, (value) => readVersion(value, context.latestVersion), before.version),
    audience: given(patch.audience, (value) => readAudience(value, context.audience), before.audience),
    rollout: {
      share: given(rollout.share, (value) => readShare(value, 'rollout.share'), before.rollout.share),
      mode: given(rollout.mode, readMode, before.rollout.mode),
    },
    always: given(patch.always, (value) => readListing(value, 'always'), before.always),
    never: given(patch.never, (value) => readListing(value, 'never'), before.never),
    position: given(patch.position, readPosition, before.position),
  };
  problems.push(...checkListings(deployment.always, deployment.never));

  const active = given<boolean | null>(patch.active, readActive, null);
  if (active === true) return finish(problems, take(activate(deployment, context.latestVersion), deployment));
  return finish(problems, active === false ? deactivate(deployment) : deployment);
};

const finish = (problems: readonly Problem[], deployment: Deployment): Result<Deployment> =>
  problems.length > 0 ? refused(...problems) : ok(deployment);

const REQUIRED = ['name', 'version', 'audience', 'rollout'] as const;

/**
 * Makes a deployment, inactive unless asked. No act is written even at a share of 100: nobody was left out yet, and
 * everyone met is drawn at 100. Refused with every problem found, `at` the field.
 */
export const createDeployment = (
  input: DeploymentInput,
  context: CreateContext,
): Result<{ readonly deployment: Deployment; readonly acts: readonly Act[] }> => {
  const missing: Problem[] = REQUIRED.filter((field) => input[field] === undefined).map((field) =>
    problem('missing', field, `The deployment has no ${field}.`),
  );
  if (isObject(input.rollout) && input.rollout.share === undefined) {
    missing.push(problem('missing', 'rollout.share', 'The rollout has no share.', 'Write { "share": 10 }.'));
  }
  const seed = input.seed === undefined ? ok(context.seed) : readSeed(input.seed);
  const blank: Deployment = {
    id: context.id,
    name: '',
    flowId: input.flowId,
    channelId: input.channelId,
    position: context.position,
    status: 'inactive',
    version: 'latest',
    audience: { everyone: false, groups: [] },
    rollout: { share: 0, mode: 'permanent' },
    seed: seed.ok ? seed.value : '',
    generation: FIRST_GENERATION,
    always: [],
    never: [],
    actNumber: 0,
  };
  const read = readFields(blank, input, context);
  const problems = [...missing, ...(seed.ok ? [] : seed.problems), ...(read.ok ? [] : read.problems)];
  if (problems.length > 0 || !read.ok) return refused(...problems);
  return ok({ deployment: read.value, acts: [] });
};

/** What never changes in a deployment, and what to do instead. */
const FIXED = {
  flowId: 'Make a new deployment for the other flow.',
  channelId: 'Make a new deployment on the other channel.',
  seed: 'To draw everyone anew, use "redraw everyone".',
} as const;

const fixedProblems = (current: Deployment, patch: DeploymentPatch): readonly Problem[] =>
  (['flowId', 'channelId', 'seed'] as const)
    .filter((field) => patch[field] !== undefined && patch[field] !== current[field])
    .map((field) => problem('fixed', field, `A deployment keeps its ${field}.`, FIXED[field]));

/** The one act that moving the share may name; null below the law's notice. */
const actOfMove = (n: number, before: BasisPoints, after: BasisPoints, options: EditOptions): Act | null => {
  if (after <= before) return null;
  if (after === FULL) return { n, act: 'full-launch', include: options.onFull === 'include' };
  return options.onRaise === 'invite' ? { n, act: 'invite-again', share: after } : null;
};

/** A deployment as the audit log compares it, field by field. */
const audited = (deployment: Deployment): { readonly [field: string]: Json } => ({
  name: deployment.name,
  version: deployment.version,
  // Plain data, which its type does not say: an optional key may be undefined, which JSON leaves out.
  audience: JSON.parse(JSON.stringify(deployment.audience)) as Json,
  share: toPercent(deployment.rollout.share),
  mode: deployment.rollout.mode,
  always: deployment.always,
  never: deployment.never,
  position: deployment.position,
  status: deployment.status,
});

/** The fields in which two states of a deployment differ. */
export const changesBetween = (before: Deployment, after: Deployment): readonly Change[] => {
  const old = audited(before);
  return Object.entries(audited(after))
    .map(([field, value]) => ({ field, before: old[field] ?? null, after: value }))
    .filter((change) => JSON.stringify(change.before) !== JSON.stringify(change.after));
};

/**
 * Edits a deployment: any subset of fields, `rollout` field by field, the audience replaced whole.
 *
 * Only moving the share up can name an act. Reaching 100% from below is the full launch (`onFull: 'keep'` lets
 * nobody in, and is logged all the same); a raise below 100% names one only with `onRaise: 'invite'`. Lowering,
 * renaming, pinning, retargeting, reordering and switching on or off never do. Refused with every problem found.
 */
export const editDeployment = (
  current: Deployment,
  patch: DeploymentPatch,
  options: EditOptions,
  context: FieldContext,
): Result<Edited> => {
  const fixed = fixedProblems(current, patch);
  const read = readFields(current, patch, context);
  if (!read.ok) return refused(...fixed, ...read.problems);
  if (fixed.length > 0) return refused(...fixed);
  const { share } = read.value.rollout;
  const act = actOfMove(current.actNumber + 1, current.rollout.share, share, options);
  const deployment = act === null ? read.value : { ...read.value, actNumber: act.n };
  return ok({ deployment, acts: act === null ? [] : [act], changes: changesBetween(current, deployment) });
};
