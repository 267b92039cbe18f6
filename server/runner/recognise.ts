/** Who a visitor is to the database: nobody yet, somebody stored, or somebody who has just been identified. */
import type { LoadedChannel } from '../features/deployments/plans.ts';
import { isUser, settlePerson } from './identify.ts';
import { findPerson, type KnownPerson } from './known-person.ts';
import { inTransaction } from './retry.ts';
import type { Runner } from './turn.ts';
import { anew, type Visitor } from './visitor.ts';

export type Recognised = { readonly visitor: Visitor; readonly known: KnownPerson | null };

/**
 * The visitor with what the database knows of them, and a token that fits. No read for a token that says nothing is
 * stored, one indexed read for others; a write only when an identity is proven for the first time here, or comes with
 * draws that are stored nowhere yet.
 */
export const recognise = async (
  runner: Runner,
  { channel }: LoadedChannel,
  came: Visitor,
): Promise<Recognised> => {
  if (!came.token.stored && !came.identity) return { visitor: came, known: null };
  const { workspaceId, id: channelId } = channel;
  const known = came.fresh
    ? null
    : await findPerson(runner.db, workspaceId, channelId, { kind: 'visitor', value: came.token.visitor });
  // Their person is gone (erased): the token is worth nothing any more.
  const visitor = known === null && came.token.stored ? anew(runner, came) : came;
  if (!came.identity) return { visitor, known };
  const userId = came.identity.userId;
  const isThem = known?.identities.some(({ kind, value }) => kind === 'user' && value === userId) ?? false;
  return isThem && came.token.draws.length === 0 ? { visitor, known } : settleNow(runner, channel, visitor);
};

/**
 * The same for an opening by a proven user in a browser that was never here: one read, for the opening itself writes
 * who they are. Null for everybody else, and when a conversation of theirs is open.
 */
export const recogniseUser = async (
  runner: Runner,
  { channel }: LoadedChannel,
  came: Visitor,
): Promise<Recognised | null> => {
  if (!came.fresh || !came.identity) return null;
  const user = { kind: 'user', value: came.identity.userId } as const;
  const known = await findPerson(runner.db, channel.workspaceId, channel.id, user);
  return known?.openConversation ? null : { visitor: came, known };
};

/** In a transaction of its own. */
const settleNow = async (
  runner: Runner,
  { workspaceId, id: channelId }: LoadedChannel['channel'],
  came: Visitor,
): Promise<Recognised> => {
  const { visitor, person, changedChannels } = await inTransaction(
    runner.db,
    async () => (trx) => settlePerson(runner, trx, { workspaceId, channelId }, came),
  );
  for (const id of changedChannels) runner.plans.forget(id);
  return { visitor, known: person };
};

/** Whether somebody's draws are stored at once: people who are identified may be met on another device next. */
export const isIdentified = (known: KnownPerson | null): boolean => known !== null && isUser(known);
