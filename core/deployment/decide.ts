/** The decision for one new conversation: pure; preview, explain, simulator and production call this one. */
import type { GroupTrace } from '../audience/audience.ts';
import { type Instant, toIso } from '../instant.ts';
import { type Draw, METHOD, type Purpose } from '../rollout/draw.ts';
import { FULL, toPercent } from '../rollout/share.ts';
import { standing } from '../rollout/standing.ts';
import type { Decided, Decision, DrawSummary, Reason, TraceEntry } from './decision.ts';
import { isListed } from './listing.ts';
import type { PersonFacts } from './person.ts';
import type { ChannelPlan, PlannedDeployment } from './plan.ts';

/** `trace: false` matches audiences without explaining them: the same decision with an empty trace. */
export type DecideOptions = { readonly trace: boolean };

const TRACED: DecideOptions = { trace: true };
const NOTHING: readonly never[] = Object.freeze([]);
const NO_DEPLOYMENT: Decided = Object.freeze({
  decision: Object.freeze({ outcome: 'none', reason: 'no-active-deployment', trace: NOTHING }),
  newDraws: NOTHING,
});
const UNAVAILABLE: Decided = Object.freeze({
  decision: Object.freeze({ outcome: 'none', reason: 'unavailable', trace: NOTHING }),
  newDraws: NOTHING,
});

/** The answer when none can be made (database or platform out of reach): no bot, no draw, never a guess. */
export const unavailable = (): Decided => UNAVAILABLE;

/** Which reason a decision without a winner gives: the first of these that occurred. */
const LOSING: readonly Reason[] = ['drawn-out', 'no-stable-id', 'audience', 'never'];
/** The place of a losing reason; a winning one has none. Spelled out: asking the list costs more than a rule. */
const rank = (reason: Reason): number => {
  switch (reason) {
    case 'drawn-out':
      return 0;
    case 'no-stable-id':
      return 1;
    case 'audience':
      return 2;
    case 'never':
      return 3;
    default:
      return -1;
  }
};

/** A stored draw counts only in its own generation: redrawing everyone leaves the old ones behind. */
const storedDraw = (planned: PlannedDeployment, draws: ReadonlyMap<string, Draw>): Draw | undefined => {
  const draw = draws.get(planned.id);
  return draw !== undefined && draw.generation === planned.rollout.generation ? draw : undefined;
};

/** What one deployment says of a person, and from what. */
type Verdict = {
  readonly reason: Reason;
  readonly groups: readonly GroupTrace[];
  readonly draw: Draw | undefined;
  readonly stored: boolean;
};

const undrawn = (reason: Reason, groups: readonly GroupTrace[]): Verdict => ({
  reason,
  groups,
  draw: undefined,
  stored: false,
});
const ALWAYS = undrawn('always', NOTHING);
const NEVER = undrawn('never', NOTHING);
const NO_MATCH = undrawn('audience', NOTHING);

// Writing a date costs as much as all the rest of a decision, and a busy server decides many times a millisecond:
// the last date written is remembered. No answer depends on it.
let lastInstant: Instant = 0;
let lastIso = toIso(lastInstant);
const isoOf = (instant: Instant): string => {
  if (instant !== lastInstant) {
    lastIso = toIso(instant);
    lastInstant = instant;
  }
  return lastIso;
};

/** The draw as a decision shows it; nothing when there was none. */
const shown = (verdict: Verdict | undefined): DrawSummary | undefined => {
  const draw = verdict?.draw;
  if (draw === undefined || verdict === undefined) return undefined;
  return {
    u32: draw.u32,
    share: toPercent(draw.share),
    drawnAt: isoOf(draw.at),
    stored: verdict.stored,
  };
};

/** A fresh draw at today's share. Its own literal, as spreading one into another costs more than the number. */
const drawNow = (
  { id, rollout, number }: PlannedDeployment,
  person: string,
  key: string,
  now: Instant,
  purpose: Purpose,
): Draw => ({
  deploymentId: id,
  generation: rollout.generation,
  person,
  u32: number(key),
  share: rollout.share,
  act: rollout.actNumber,
  at: now,
  purpose,
  method: METHOD,
});

/** Both stages for one deployment, after its lists. */
const consider = (
  planned: PlannedDeployment,
  person: PersonFacts,
  draws: ReadonlyMap<string, Draw>,
  now: Instant,
  purpose: Purpose,
  traced: boolean,
): Verdict => {
  if (isListed(planned.always, person)) return ALWAYS;
  if (isListed(planned.never, person)) return NEVER;

  let groups: readonly GroupTrace[] = NOTHING;
  if (traced) {
    const explained = planned.audience.explain(person.attributes, now);
    groups = explained.groups;
    if (!explained.pass) return undrawn('audience', groups);
  } else if (!planned.audience.matches(person.attributes, now)) return NO_MATCH;

  const { rollout } = planned;
  const kept = storedDraw(planned, draws);
  if (kept !== undefined) return { reason: standing(rollout, kept), groups, draw: kept, stored: true };
  if (person.key === null) return undrawn(rollout.share === FULL ? 'full-launch' : 'no-stable-id', groups);
  const draw = drawNow(planned, person.id, person.key, now, purpose);
  return { reason: standing(rollout, draw), groups, draw, stored: false };
};

const won = (
  { id, versionNumber }: PlannedDeployment,
  verdict: Verdict,
  trace: readonly TraceEntry[],
): Decision => {
  const { reason } = verdict;
  const draw = shown(verdict);
  return draw === undefined
    ? { outcome: 'bot', deploymentId: id, versionNumber, reason, trace }
    : { outcome: 'bot', deploymentId: id, versionNumber, reason, draw, trace };
};

/**
 * Decides who answers a new conversation: the first deployment, in order, that takes the person in.
 *
 * Of each in turn: Always → in; Never → next; audience on today's attributes, no match → next, nothing drawn; then
 * the draw: a stored one as it stands, else one made now at today's share. Without a stable id there is no draw:
 * in at 100%, else next.
 *
 * - `draws`: the person's stored draws by deployment id; those of another generation are ignored
 * - `now`: time of the decision, for relative dates in audiences and for fresh draws
 * - the answer's `newDraws`, in and out, are the caller's to store at once (or to carry in a token)
 * - `decision.draw`: the winner's; of a decision "drawn-out", that of the first deployment that left them out
 */
export const decide = (
  plan: ChannelPlan,
  person: PersonFacts,
  draws: ReadonlyMap<string, Draw>,
  now: Instant,
  purpose: Purpose,
  options: DecideOptions = TRACED,
): Decided => {
  if (plan.deployments.length === 0) return NO_DEPLOYMENT;
  const considered = options.trace ? plan.deployments : plan.candidates(person);
  const entries: TraceEntry[] | undefined = options.trace ? [] : undefined;
  const trace = entries ?? NOTHING;
  let newDraws: Draw[] | undefined;
  let leftOut: Verdict | undefined;
  // A deployment that an index has ruled out is one whose audience did not match.
  let losing = rank(considered.length < plan.deployments.length ? 'audience' : 'never');

  for (const planned of considered) {
    const verdict = consider(planned, person, draws, now, purpose, options.trace);
    const { reason } = verdict;
    entries?.push({ deploymentId: planned.id, reason, audience: verdict.groups });
    if (verdict.draw !== undefined && !verdict.stored) {
      if (newDraws === undefined) newDraws = [verdict.draw];
      else newDraws.push(verdict.draw);
    }
    const place = rank(reason);
    if (place < 0) return { decision: won(planned, verdict, trace), newDraws: newDraws ?? NOTHING };
    losing = Math.min(losing, place);
    if (reason === 'drawn-out') leftOut ??= verdict;
  }
  const reason = LOSING[losing] ?? 'never';
  const draw = shown(leftOut);
  return {
    decision:
      draw === undefined ? { outcome: 'none', reason, trace } : { outcome: 'none', reason, draw, trace },
    newDraws: newDraws ?? NOTHING,
  };
};
