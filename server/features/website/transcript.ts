/** A conversation as its visitor sees it: the whole transcript, what is awaited, where it stands. */
import type { Awaiting as CoreAwaiting } from '@sluice/core/interpreter/awaiting';
import type { State } from '@sluice/core/interpreter/state';
import { awaitingOf, messageView } from '@sluice/platforms/website/outbound';
import type {
  Awaiting,
  ConversationView,
  Message,
  StatusEvent,
  TurnAnswer,
} from '@sluice/platforms/website/protocol';
import type { Selectable } from 'kysely';
import type { Db } from '../../db/database.ts';
import type { Tables } from '../../db/tables.ts';
import type { MessageRecord } from '../../runner/message-record.ts';
import type { Began } from '../../runner/opening-record.ts';
import type { Reply } from '../../runner/reply.ts';

export const viewOf = (message: MessageRecord): Message =>
  messageView({
    id: String(message.seq),
    from: message.sender,
    type: message.type,
    markdown: message.markdown,
    media: message.media,
    author: message.author,
    at: message.at.getTime(),
  });

/** Its names in one order, whether it comes from memory or from the database: the same answer is the same text. */
const awaitingView = (awaiting: CoreAwaiting | null): Awaiting => byName(awaitingOf(awaiting)) as Awaiting; // reordered, nothing else

const byName = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(byName);
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, inner]) => [name, byName(inner)]),
  );
};

/** A turn's reply in the words of the widget's protocol. */
export const answerOf = (reply: Reply): TurnAnswer => ({
  messages: reply.messages.map(viewOf),
  awaiting: awaitingView(reply.awaiting),
  status: reply.status,
  ...(reply.redirect ? { redirect: reply.redirect } : {}),
});

/** Messages after `seq`, in order. */
export const messagesAfter = async (
  db: Db,
  workspaceId: string,
  conversationId: string,
  seq: number,
): Promise<readonly MessageRecord[]> => {
  const rows = await db
    .selectFrom('messages')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('conversation_id', '=', conversationId)
    .where('seq', '>', seq)
    .orderBy('seq')
    .execute();
  return rows.map(recordOf);
};

const recordOf = (row: Selectable<Tables['messages']>): MessageRecord => ({
  seq: row.seq,
  sender: row.sender,
  type: row.type,
  markdown: row.markdown,
  media: row.media as MessageRecord['media'], // only written from a MessageRecord
  author: row.author,
  at: new Date(row.at),
});

/** Where a conversation stands now; null when there is none (or it is not this visitor's to see). */
export const standingOf = async (
  db: Db,
  workspaceId: string,
  conversationId: string,
): Promise<StatusEvent | null> => {
  const row = await db
    .selectFrom('conversations as c')
    .leftJoin('deployments as d', (join) =>
      join.onRef('d.workspace_id', '=', 'c.workspace_id').onRef('d.id', '=', 'c.deployment_id'),
    )
    .select(['c.status', 'c.state', 'd.status as deployment_status'])
    .where('c.workspace_id', '=', workspaceId)
    .where('c.id', '=', conversationId)
    .executeTakeFirst();
  if (!row) return null;
  if (row.status === 'waiting' && row.deployment_status === 'inactive') {
    return { awaiting: null, status: 'inactive' };
  }
  const state = row.state as State | null; // only written from a State
  return {
    awaiting: row.status === 'waiting' ? awaitingView(state?.awaiting ?? null) : null,
    status: row.status,
  };
};

export const conversationView = async (
  db: Db,
  workspaceId: string,
  conversationId: string,
): Promise<ConversationView | null> => {
  const standing = await standingOf(db, workspaceId, conversationId);
  if (!standing) return null;
  const messages = await messagesAfter(db, workspaceId, conversationId, 0);
  return { id: conversationId, messages: messages.map(viewOf), ...standing };
};

/** The same for a conversation that began just now: nothing is read. */
export const beganView = ({ id, messages, awaiting, status }: Began): ConversationView => ({
  id,
  messages: messages.map(viewOf),
  awaiting: status === 'waiting' ? awaitingView(awaiting) : null,
  status,
});
