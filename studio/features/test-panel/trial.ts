/** A flow being tried out: the moments of one conversation, each kept, so that stepping back is looking at an earlier one. */
import type { FlowDocument } from '@sluice/core/flow/document';
import { makeVersion } from '@sluice/core/flow/version';
import type { BlockLibrary } from '@sluice/core/interpreter/block';
import { prepareProgram } from '@sluice/core/interpreter/program';
import { type Cue, type Session, type SessionOptions, startSession } from '@sluice/core/interpreter/session';

export type Trial = {
  readonly options: SessionOptions;
  /** The first moment to the present one; never empty. */
  readonly moments: readonly [Session, ...Session[]];
};

export type TrialOf = {
  readonly document: FlowDocument;
  /** Seeds what must stay the same for a person at a block: the same branch here as in production. */
  readonly flowId: string;
  readonly library: BlockLibrary;
};

/** Begins a conversation with the document as it stands now. Subflows do not run here: a draft pins none. */
export const beginTrial = ({ document, flowId, library }: TrialOf, options: SessionOptions): Trial => {
  const program = prepareProgram(makeVersion({ document }), library, flowId);
  return { options, moments: [startSession(program, options)] };
};

export const present = (trial: Trial): Session => trial.moments.at(-1) ?? trial.moments[0];

/** The same trial when the cue means nothing to the conversation. */
export const goOn = (trial: Trial, cue: Cue): Trial => {
  const now = present(trial);
  const next = now.take(cue);
  return next === now ? trial : { ...trial, moments: [...trial.moments, next] };
};

/** The moment before the last cue; the first moment stays. */
export const stepBack = (trial: Trial): Trial => {
  const [first, ...later] = trial.moments;
  return { ...trial, moments: [first, ...later.slice(0, -1)] };
};

/** The block of the tried flow where the conversation stands; null when it ended or stands in a subflow. */
export const standsAt = (trial: Trial): string | null => {
  const { state, turns } = present(trial);
  if (state.waitingAt !== undefined) return state.frames.length > 1 ? null : state.waitingAt;
  const last = turns.at(-1)?.visited.at(-1);
  return last === undefined || last.flow !== '' ? null : last.block;
};
