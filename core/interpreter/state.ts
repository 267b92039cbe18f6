/** Where a conversation stands, as plain JSON: it can sleep, move between machines and be replayed. */
import type { Json, JsonObject } from '../json.ts';
import type { Problem } from '../problem.ts';
import type { Awaiting } from './awaiting.ts';
import type { PersonView } from './input.ts';

export type Status = 'waiting' | 'completed' | 'handed-off' | 'failed';

/** A place inside one flow of the version: group and index are derived from the block's id. */
export type Place = { readonly group: string; readonly block?: string };

/** One running flow: the conversation's own at the bottom, subflows stacked on top. */
export type Frame = {
  /** Key into the version's flows: "" is the published flow itself, otherwise the subflow's id. */
  readonly flow: string;
  readonly variables: JsonObject;
  /** One return mark, set by a jump with `callAndReturn`, used up by a `return`. */
  readonly mark?: Place;
  /** The subflow block to leave when this frame ends (absent in the bottom frame). */
  readonly calledBy?: string;
  /** The caller's variables that take over values of this frame when it ends: caller's name → own name. */
  readonly outputs?: { readonly [variable: string]: string };
};

export type State = {
  readonly schema: 1;
  readonly status: Status;
  readonly frames: readonly Frame[];
  /** The block that waits, or that handed the conversation off; absent once it has ended. */
  readonly waitingAt?: string;
  readonly awaiting: Awaiting | null;
  /** Refused answers at `waitingAt` so far. */
  readonly tries: number;
  /** Seconds after which the waiting block gives up waiting by itself. */
  readonly timer?: { readonly seconds: number };
  /** A waiting block's own memory between answers. */
  readonly memory?: Json;
  readonly person: PersonView;
  /** Named by an `end` block; reports count it. */
  readonly outcome?: string;
  /** Why it failed; present exactly when `status` is "failed". */
  readonly problem?: Problem;
};
