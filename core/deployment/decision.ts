/** The decision: the answer for one new conversation, with its reason and the trace of all that was considered. */
import type { GroupTrace } from '../audience/audience.ts';
import type { Draw } from '../rollout/draw.ts';

export type Reason =
  | 'always'
  | 'never'
  | 'no-active-deployment'
  | 'audience'
  | 'drawn-in'
  | 'drawn-out'
  | 'full-launch'
  | 'no-stable-id'
  | 'unavailable';

export type TraceEntry = {
  readonly deploymentId: string;
  readonly reason: Reason;
  readonly audience: readonly GroupTrace[];
};

export type DrawSummary = {
  readonly u32: number;
  /** Percent at the draw. */
  readonly share: number;
  /** ISO 8601. */
  readonly drawnAt: string;
  /** False while the draw exists only in this answer (or in a visitor's token). */
  readonly stored: boolean;
};

export type Decision = {
  readonly outcome: 'bot' | 'none';
  readonly deploymentId?: string;
  readonly versionNumber?: number;
  readonly reason: Reason;
  readonly draw?: DrawSummary;
  readonly trace: readonly TraceEntry[];
};

/** A decision and the draws made on the way, in and out, for the caller to store (or to carry in a token). */
export type Decided = { readonly decision: Decision; readonly newDraws: readonly Draw[] };
