/** The acts that are asked for by name, beside editing: each changes exactly the results it says, and no other. */
import { ok, problem, type Result, refused } from '../problem.ts';
import type { Act } from '../rollout/acts.ts';
import { toPercent } from '../rollout/share.ts';
import type { Deployment } from './deployment.ts';
import { readPerson, readSeed, readShare } from './fields.ts';

/** As people send it; each act reads the fields it needs. */
export type ActRequest = {
  readonly act: unknown;
  /** Percent: for `take-back`; for `invite-again` optional, today's share unless said. */
  readonly share?: unknown;
  /** The internal person (in files, the key): for `put-in` and `leave-out`. */
  readonly person?: unknown;
  /** The deployment's name, typed by hand: for `redraw-everyone`. */
  readonly confirm?: unknown;
};

export type Acted = { readonly deployment: Deployment; readonly act: Act };

const acted = (current: Deployment, act: Act): Result<Acted> =>
  ok({ deployment: { ...current, actNumber: act.n }, act });

const invite = (current: Deployment, n: number, percent: unknown): Result<Acted> => {
  const today = current.rollout.share;
  const share = percent === undefined ? ok(today) : readShare(percent, 'share');
  if (!share.ok) return share;
  if (share.value > today) {
    const says = `People can be invited again up to today's share, ${toPercent(today)}%.`;
    return refused(problem('above-share', 'share', says, 'Raise the share first.'));
  }
  return acted(current, { n, act: 'invite-again', share: share.value });
};

const redraw = (current: Deployment, n: number, confirm: unknown, newSeed: string): Result<Acted> => {
  if (confirm !== current.name) {
    const says = 'Picking everyone again must be confirmed with the name of the deployment.';
    return refused(problem('not-confirmed', 'confirm', says, `Type "${current.name}".`));
  }
  const seed = readSeed(newSeed);
  if (!seed.ok) return seed;
  if (seed.value === current.seed) {
    const says = 'The new seed is the old one: nobody would be picked anew.';
    return refused(problem('same-seed', 'seed', says, 'Make a new random seed.'));
  }
  const renewed = { ...current, seed: seed.value, generation: current.generation + 1 };
  return acted(renewed, { n, act: 'redraw-everyone' });
};

/** What each act reads. Anything else is refused, not overlooked: "invite Ann again" must not invite everyone. */
const READS: Readonly<Record<string, readonly string[]>> = {
  'invite-again': ['share'],
  'take-back': ['share'],
  'put-in': ['person'],
  'leave-out': ['person'],
  'redraw-everyone': ['confirm'],
};

const requireFitting = ({ act, ...fields }: ActRequest): Result<null> => {
  const reads = typeof act === 'string' && Object.hasOwn(READS, act) ? READS[act] : undefined;
  const surplus = Object.entries(fields).find(
    ([field, value]) => value !== undefined && reads !== undefined && !reads.includes(field),
  );
  if (!surplus) return ok(null);
  const [field] = surplus;
  const says = `${String(act)} takes no ${field}.`;
  return refused(problem('not-of-this-act', field, says, 'Leave it out, or choose another act.'));
};

/**
 * Performs a named act: the deployment with its new act number, and the act to append in the same transaction.
 *
 * - `invite-again`: outs under the share become in
 * - `take-back` to a share: ins at or above it become out
 * - `put-in`, `leave-out`: one person, drawn or not
 * - `redraw-everyone`: the next generation with `newSeed` (random, made at the edge); older draws stop counting
 *
 * Full launch is not asked for here: it is the edit that sets the share to 100%.
 */
export const applyAct = (current: Deployment, request: ActRequest, newSeed: string): Result<Acted> => {
  const fitting = requireFitting(request);
  if (!fitting.ok) return fitting;
  const n = current.actNumber + 1;
  switch (request.act) {
    case 'invite-again':
      return invite(current, n, request.share);
    case 'take-back': {
      const share = readShare(request.share, 'share');
      return share.ok ? acted(current, { n, act: 'take-back', share: share.value }) : share;
    }
    case 'put-in':
    case 'leave-out': {
      const person = readPerson(request.person);
      return person.ok ? acted(current, { n, act: request.act, person: person.value }) : person;
    }
    case 'redraw-everyone':
      return redraw(current, n, request.confirm, newSeed);
    default: {
      const says = 'This is not an act on a deployment.';
      const known = 'invite-again, take-back, put-in, leave-out, redraw-everyone';
      return refused(problem('unknown-act', 'act', says, `Use one of: ${known}.`));
    }
  }
};
