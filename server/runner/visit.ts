/** A page load: decides whether the bubble shows. Writes nothing for an anonymous visitor. */
import { decide } from '@sluice/core/deployment/decide';
import type { VisitorToken } from '@sluice/platforms/website/visitor-token';
import type { LoadedChannel } from '../features/deployments/plans.ts';
import { drawsOf, factsOf, withDraws } from './facts.ts';
import { settlePerson } from './identify.ts';
import { findPerson, type KnownPerson } from './known-person.ts';
import { inTransaction } from './retry.ts';
import type { Runner } from './turn.ts';
import { anew, type Visitor } from './visitor.ts';

export type Visit = { readonly token: VisitorToken; readonly bot: null | { readonly resumes: boolean } };

/**
 * Decides on the plan in memory. A token that says nothing is stored needs no database at all; a stored visitor costs
 * one indexed read; only the first visit with a proven identity writes (that is when a person is identified).
 */
export const visit = async (runner: Runner, loaded: LoadedChannel, came: Visitor): Promise<Visit> => {
  const { visitor, known } = await recognise(runner, loaded, came);
  const now = runner.clock.now();
  const personId = known?.id ?? visitor.token.visitor;
  const { decision, newDraws } = decide(
    loaded.plan,
    factsOf(visitor, known, personId),
    drawsOf(visitor, known, personId),
    now,
    'visit',
    { trace: false },
  );
  runner.counts.count(loaded.channel.workspaceId, newDraws);
  const resumes = known?.openConversation != null;
  return {
    token: withDraws(visitor.token, loaded, newDraws),
    bot: resumes || decision.outcome === 'bot' ? { resumes } : null,
  };
};

/** The visitor with what the database knows of them, and a token that fits. */
export const recognise = async (
  runner: Runner,
  { channel }: LoadedChannel,
  came: Visitor,
): Promise<{ readonly visitor: Visitor; readonly known: KnownPerson | null }> => {
  if (!came.token.stored && !came.identity) return { visitor: came, known: null };
  const { workspaceId, id: channelId } = channel;
  const find = (visitor: Visitor) =>
    findPerson(runner.db, workspaceId, channelId, { kind: 'visitor', value: visitor.token.visitor });
  const known = await find(came);
  // Their person is gone (erased): the token is worth nothing any more.
  if (!known && came.token.stored && !came.identity) return { visitor: anew(runner, came), known: null };
  if (!came.identity) return { visitor: came, known };
  const userId = came.identity.userId;
  const isThem = known?.identities.some(({ kind, value }) => kind === 'user' && value === userId) ?? false;
  if (isThem) return { visitor: came, known };
  // Somebody else signed in on the same browser: they are not merged with the person before them.
  const otherUser = known?.identities.some(({ kind }) => kind === 'user') ?? false;
  const visitor = otherUser || (!known && came.token.stored) ? anew(runner, came) : came;
  const settled = await inTransaction(
    runner.db,
    async () => (trx) => settlePerson(runner, trx, { workspaceId, channelId }, visitor),
  );
  runner.plans.forget(channelId);
  return { visitor: { ...visitor, token: { ...visitor.token, stored: true, draws: [] } }, known: settled };
};
