/** The append-only log of named acts on a deployment: the only things that ever change a draw's result. */
import { type Draw, isUnder } from './draw.ts';
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

/** `by` is the last act that changed the result, or the draw itself when none did. */
export type FoldResult = { readonly result: 'in' | 'out'; readonly by: 'draw' | Act };
/** Today's result of a draw: a fold of the acts numbered after it. */
export type Fold = (draw: Draw, acts: readonly Act[]) => FoldResult;

// Almost every fold ends as the draw began; these two are all those answers.
const IN_BY_DRAW: FoldResult = Object.freeze({ result: 'in', by: 'draw' });
const OUT_BY_DRAW: FoldResult = Object.freeze({ result: 'out', by: 'draw' });

/** The result an act leaves behind: its own where it applies, else the one that stood. */
const after = (act: Act, draw: Draw, result: 'in' | 'out'): 'in' | 'out' => {
  switch (act.act) {
    case 'full-launch':
      return act.include ? 'in' : result;
    case 'invite-again':
      return isUnder(draw.u32, act.share) ? 'in' : result;
    case 'take-back':
      return isUnder(draw.u32, act.share) ? result : 'out';
    case 'put-in':
      return act.person === draw.person ? 'in' : result;
    case 'leave-out':
      return act.person === draw.person ? 'out' : result;
    case 'redraw-everyone':
      return result;
  }
};

/**
 * The number up to which acts are already part of the draw.
 *
 * - A draw knows every act up to `draw.act`; those after it count.
 * - Someone put in or left out before ever being drawn is drawn later, with a later act number; so that the act
 *   still counts, the draw counts as made just before that person's first act.
 * - Redrawing everyone starts afresh: an act by name from before it is over, like everything else.
 */
const knownUpTo = (draw: Draw, acts: readonly Act[]): number => {
  let own = 0;
  for (const act of acts) {
    if (act.act === 'redraw-everyone') own = 0;
    else if (own === 0 && (act.act === 'put-in' || act.act === 'leave-out') && act.person === draw.person) {
      own = act.n;
    }
  }
  return own === 0 ? draw.act : Math.min(draw.act, own - 1);
};

/**
 * Today's result of a draw in mode `permanent`: as drawn, then changed by each act that came after, in order; the
 * last word counts (inviting again takes in someone left out by name, if their number is under the share).
 *
 * `acts` must be sorted by `n`, ascending; acts on other people may be among them and change nothing. Draws of an
 * older generation do not count at all: the caller leaves them out.
 */
export const fold: Fold = (draw, acts) => {
  const drawn = isUnder(draw.u32, draw.share) ? IN_BY_DRAW : OUT_BY_DRAW;
  if (acts.length === 0) return drawn;
  const known = knownUpTo(draw, acts);
  let { result } = drawn;
  let by: 'draw' | Act = 'draw';
  for (const act of acts) {
    if (act.n <= known) continue;
    const next = after(act, draw, result);
    if (next === result) continue;
    result = next;
    by = act;
  }
  return by === 'draw' ? drawn : { result, by };
};

/** A log taken apart, so that one person's fold never walks through the acts on other people. */
export type ActIndex = {
  readonly forEveryone: readonly Act[];
  readonly byPerson: ReadonlyMap<string, readonly Act[]>;
};

/** Sorts a log and takes it apart; what came before the last redraw of everyone is dropped, as it is over. */
export const indexActs = (acts: readonly Act[]): ActIndex => {
  const forEveryone: Act[] = [];
  const byPerson = new Map<string, Act[]>();
  const sorted = acts.toSorted((a, b) => a.n - b.n);
  const last = sorted.findLastIndex((act) => act.act === 'redraw-everyone');
  for (const act of last < 0 ? sorted : sorted.slice(last)) {
    if (act.act !== 'put-in' && act.act !== 'leave-out') {
      forEveryone.push(act);
      continue;
    }
    const own = byPerson.get(act.person);
    if (own === undefined) byPerson.set(act.person, [act]);
    else own.push(act);
  }
  return { forEveryone, byPerson };
};

/** The acts that can concern a person, sorted, ready for `fold`. Allocates only for someone with acts by name. */
export const actsFor = (index: ActIndex, person: string): readonly Act[] => {
  const own = index.byPerson.get(person);
  return own === undefined ? index.forEveryone : [...index.forEveryone, ...own].sort((a, b) => a.n - b.n);
};
