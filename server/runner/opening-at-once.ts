/** The usual opening in one statement: a newcomer, or somebody known whose read found no open conversation. */
import type { Draw } from '@sluice/core/rollout/draw';
import type { LoadedChannel } from '../features/deployments/plans.ts';
import { carriedDraws, factsOf, firstContactKey } from './facts.ts';
import { asUser, asVisitor, newPerson } from './identify.ts';
import { earliest, type KnownPerson } from './known-person.ts';
import type { Opened } from './opening.ts';
import { beganWith, openingRecord } from './opening-record.ts';
import { writeWhole } from './opening-write.ts';
import type { Recognised } from './recognise.ts';
import { isLostRace } from './retry.ts';
import { tracedDecision } from './traced-decision.ts';
import type { Runner } from './turn.ts';

/**
 * Decides on what is in memory and was just read, and writes all of it guarded by what it was decided on. Null, with
 * nothing written, when a guard did not hold or the case is a rare one: then it takes a transaction.
 */
export const openAtOnce = async (
  runner: Runner,
  loaded: LoadedChannel,
  { visitor, known }: Recognised,
): Promise<Opened | null> => {
  const { workspaceId, id: channelId } = loaded.channel;
  const newest = (await runner.plans.byId(workspaceId, channelId)) ?? loaded;
  if (newest.plan.deployments.length === 0) return null;
  if (known === null && visitor.identity !== null && !visitor.fresh) return null;
  // Of several people who became one, each may have stored what the token carries.
  if (known !== null && known.ids.length > 1 && visitor.token.draws.length > 0) return null;

  const identities = visitor.identity ? [asVisitor(visitor), asUser(visitor)] : [asVisitor(visitor)];
  const stranger = known ?? newPerson(runner, visitor, firstContactKey(visitor), identities);
  const carried = carriedDraws(visitor, stranger.id).filter((draw) => isUnstored(draw, stranger, newest));
  const person = { ...stranger, draws: earliest([...stranger.draws.values(), ...carried]) };
  const facts = factsOf(visitor, person, person.id);
  const asked = { facts, draws: person.draws, purpose: 'conversation' } as const;
  const decided = tracedDecision(runner, newest, asked);
  const opening = await openingRecord(runner, newest, person, decided, facts.attributes);
  const whole = {
    opening,
    revision: newest.revision,
    person,
    isNew: known === null,
    // A known user may be here in a browser that was never here.
    linked: known === null ? identities : visitor.fresh ? [asVisitor(visitor)] : [],
    visitor,
    fresh: decided.newDraws,
    carried,
  };
  try {
    if (!(await writeWhole(runner.db, whole))) {
      runner.plans.forget(channelId);
      return null;
    }
  } catch (error) {
    if (isLostRace(error)) return null;
    throw error;
  }
  runner.counts.count(workspaceId, decided.newDraws);
  const began = beganWith(opening);
  if (began?.wishes) runner.perform(workspaceId, began.id);
  return {
    token: { ...visitor.token, stored: true, draws: [] },
    conversationId: began?.id ?? null,
    began,
  };
};

/** A stored draw wins; draws of an older generation are dropped. */
const isUnstored = (
  { deploymentId, generation }: Draw,
  person: KnownPerson,
  { deployments }: LoadedChannel,
): boolean =>
  (deployments.get(deploymentId)?.deployment.generation ?? generation) === generation &&
  person.draws.get(deploymentId)?.generation !== generation;
