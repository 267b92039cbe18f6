/** Where a draw stands today, in either mode. Deciding, previewing and counting all ask this and nothing else. */
import { type ActIndex, actsFor, fold } from './acts.ts';
import { type Draw, isUnder, METHOD } from './draw.ts';
import { type BasisPoints, FULL } from './share.ts';

/**
 * - `permanent`: a draw keeps its result; only acts change it
 * - `follow`: the number is compared with today's share at every new conversation, and acts are ignored
 */
export type RolloutMode = 'permanent' | 'follow';

/** A deployment's second stage, as the results of its draws depend on it. */
export type RolloutState = {
  readonly share: BasisPoints;
  readonly mode: RolloutMode;
  readonly generation: number;
  /** Number of the last act; a draw made now carries it. */
  readonly actNumber: number;
  readonly acts: ActIndex;
};

/** The three words a decision has for someone who was drawn. */
export type Standing = 'drawn-in' | 'drawn-out' | 'full-launch';

/**
 * Today's standing of a draw of the current generation. `full-launch` is "in because of 100%": drawn at share 100,
 * or let in by a full-launch act; in mode `follow`, in while the share is 100.
 */
export const standing = (rollout: RolloutState, draw: Draw): Standing => {
  if (rollout.mode === 'follow') {
    if (!isUnder(draw.u32, rollout.share)) return 'drawn-out';
    return rollout.share === FULL ? 'full-launch' : 'drawn-in';
  }
  const { result, by } = fold(draw, actsFor(rollout.acts, draw.person));
  if (result === 'out') return 'drawn-out';
  const full = by === 'draw' ? draw.share === FULL : by.act === 'full-launch';
  return full ? 'full-launch' : 'drawn-in';
};

/** Where someone not drawn yet would stand if they were drawn now. Null: no stable id, so nothing to draw. */
export const prospect = (rollout: RolloutState, person: string, u32: number | null): 'in' | 'out' => {
  if (u32 === null) return rollout.share === FULL ? 'in' : 'out';
  const draw: Draw = {
    deploymentId: '',
    generation: rollout.generation,
    person,
    u32,
    share: rollout.share,
    act: rollout.actNumber,
    at: 0,
    purpose: 'conversation',
    method: METHOD,
  };
  return standing(rollout, draw) === 'drawn-out' ? 'out' : 'in';
};
