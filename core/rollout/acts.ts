/** The append-only log of named acts on a deployment: the only things that ever change a draw's result. */
import type { Draw } from './draw.ts';
import type { BasisPoints } from './share.ts';

export type Act =
  /** Share set to 100%. `include`: everyone drawn out before counts as in from now on. */
  | { readonly n: number; readonly act: 'full-launch'; readonly include: boolean }
  /** Stored outs whose number is under `share` become in. */
  | { readonly n: number; readonly act: 'invite-again'; readonly share: BasisPoints }
  /** Stored ins whose number is at or above `share` become out. */
  | { readonly n: number; readonly act: 'take-back'; readonly share: BasisPoints }
  | { readonly n: number; readonly act: 'put-in'; readonly person: string }
  | { readonly n: number; readonly act: 'leave-out'; readonly person: string }
  /** New generation of numbers; draws of older generations no longer count. */
  | { readonly n: number; readonly act: 'redraw-everyone' };

export type FoldResult = { readonly result: 'in' | 'out'; readonly by: 'draw' | Act };
/** Today's result of a draw: a fold of the acts numbered after it. */
export type Fold = (draw: Draw, acts: readonly Act[]) => FoldResult;
