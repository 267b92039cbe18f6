/** Exact counts before anything is done: the same standing as in a decision, person by person. */
import { type Draw, firstOver } from '../rollout/draw.ts';
import { prospect, type RolloutState, standing } from '../rollout/standing.ts';

/** Where a person stands: as drawn, or as they would be drawn now. */
type DrawnPerson = {
  readonly person: string;
  /** Their stored draw of the current generation; null when they have not been drawn. */
  readonly draw: Draw | null;
  /** Their number under the deployment's seed (`drawNumber`); null without a stable id. */
  readonly u32: number | null;
};

const isCounted = (draw: Draw | null, rollout: RolloutState): draw is Draw =>
  draw !== null && draw.generation === rollout.generation;

const wouldBe = (rollout: RolloutState, { person, draw, u32 }: DrawnPerson): 'in' | 'out' => {
  if (!isCounted(draw, rollout)) return prospect(rollout, person, u32);
  return standing(rollout, draw) === 'drawn-out' ? 'out' : 'in';
};

/** A known person under one state of the deployment: matched by its audience, or on one of its lists. */
export type Matched = { readonly matches: boolean; readonly listed?: 'always' | 'never' | undefined };

export type PreviewPerson = DrawnPerson & {
  readonly after: Matched;
  /** Left out when the deployment is new. */
  readonly before?: Matched | undefined;
};

export type PreviewCounts = {
  readonly known: number;
  /** Matched by the audience after the edit. */
  readonly matching: number;
  /** Would get the bot in a new conversation after the edit. */
  readonly in: number;
  /** Match after the edit, and would not get it. */
  readonly out: number;
  /** Would get it after the edit, and would not before. */
  readonly newlyIn: number;
  /** Would get it before the edit, and not after. */
  readonly newlyOut: number;
};

const getsBot = (person: PreviewPerson, at: Matched, rollout: RolloutState): boolean => {
  if (at.listed !== undefined) return at.listed === 'always';
  return at.matches && wouldBe(rollout, person) === 'in';
};

/**
 * What an edit would mean for the people known so far, if each began a new conversation now. Someone drawn counts
 * as their draw stands; someone not drawn yet as they would be drawn. `before` is null for a new deployment.
 * People may come as a stream; nothing is kept.
 */
export const previewCounts = (
  people: Iterable<PreviewPerson>,
  before: RolloutState | null,
  after: RolloutState,
): PreviewCounts => {
  const counts = { known: 0, matching: 0, in: 0, out: 0, newlyIn: 0, newlyOut: 0 };
  for (const person of people) {
    counts.known += 1;
    const had = before !== null && person.before !== undefined && getsBot(person, person.before, before);
    const gets = getsBot(person, person.after, after);
    if (person.after.matches) counts.matching += 1;
    if (gets) counts.in += 1;
    else if (person.after.matches) counts.out += 1;
    if (gets && !had) counts.newlyIn += 1;
    if (had && !gets) counts.newlyOut += 1;
  }
  return counts;
};

/**
 * The numbers, ascending, at which what an act does, or the share of mode `follow`, ends. People without an act by name
 * whose draws have the same share, act number and side of that share, and whose numbers lie between the same two
 * of these, stand alike under all of the given states: one of them can be asked for all.
 */
export const turningPoints = (rollouts: readonly RolloutState[]): readonly number[] => {
  const shares = rollouts.flatMap(({ share, acts }) => [
    share,
    ...acts.forEveryone.flatMap((act) => ('share' in act ? [act.share] : [])),
  ]);
  return [...new Set(shares.map(firstOver))].sort((a, b) => a - b);
};

export type ActCounts = { readonly changed: number; readonly in: number; readonly out: number };

/** Null: nothing is recorded of this person, neither a draw that counts nor an act by name. */
const recorded = (rollout: RolloutState, person: DrawnPerson): 'in' | 'out' | null =>
  isCounted(person.draw, rollout) || rollout.acts.byPerson.has(person.person)
    ? wouldBe(rollout, person)
    : null;

/**
 * What a named act would change (`dryRun`), or has changed: among people drawn in this deployment, or put in or left
 * out by name, how many results differ, and how many stand in and out afterwards. Redrawing everyone changes
 * every recorded result to none. Mode `follow` ignores acts, so there they change nothing yet. One person may stand
 * for `count` who stand alike (see `turningPoints`).
 */
export const actCounts = (
  people: Iterable<DrawnPerson & { readonly count?: number }>,
  before: RolloutState,
  after: RolloutState,
): ActCounts => {
  const counts = { changed: 0, in: 0, out: 0 };
  for (const person of people) {
    const { count = 1 } = person;
    const now = recorded(after, person);
    if (now !== null) counts[now] += count;
    // Someone named by this very act had no record before: they count as changed if they would have been out.
    const then = recorded(before, person) ?? (now === null ? null : wouldBe(before, person));
    if (now !== then) counts.changed += count;
  }
  return counts;
};
