/** A deployment: flow × channel × version policy × audience × rollout, with an order among its channel's. */
import type { Audience } from '../audience/audience.ts';
import { type Act, indexActs } from '../rollout/acts.ts';
import type { BasisPoints } from '../rollout/share.ts';
import type { RolloutMode, RolloutState } from '../rollout/standing.ts';

export type { RolloutMode } from '../rollout/standing.ts';
export type DeploymentStatus = 'active' | 'inactive' | 'winding-down';
export type VersionPolicy = 'latest' | number;

/** A new deployment's generation of numbers; redrawing everyone adds one. */
export const FIRST_GENERATION = 1;

export type Deployment = {
  readonly id: string;
  readonly name: string;
  readonly flowId: string;
  readonly channelId: string;
  /** Lower comes first. Ties are broken by id. */
  readonly position: number;
  readonly status: DeploymentStatus;
  readonly version: VersionPolicy;
  readonly audience: Audience;
  readonly rollout: { readonly share: BasisPoints; readonly mode: RolloutMode };
  readonly seed: string;
  readonly generation: number;
  /** Person keys that always / never get the bot (test users, exclusions). */
  readonly always: readonly string[];
  readonly never: readonly string[];
  /** Number of the last act; 0 when there was none. */
  readonly actNumber: number;
};

/** A deployment as the decision needs it: with its act log and the newest version of its flow. */
export type DeploymentWithActs = {
  readonly deployment: Deployment;
  readonly acts: readonly Act[];
  readonly latestVersion: number;
};

/** The rollout stage of a deployment, ready to say where a draw stands. `acts` in any order. */
export const rolloutOf = (deployment: Deployment, acts: readonly Act[]): RolloutState => ({
  share: deployment.rollout.share,
  mode: deployment.rollout.mode,
  generation: deployment.generation,
  // A log read with the deployment may not be behind it; in files the log alone carries the number.
  actNumber: acts.reduce((last, act) => Math.max(last, act.n), deployment.actNumber),
  acts: indexActs(acts),
});
