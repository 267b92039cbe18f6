/** Takes a person's message in: stored under its own id before anything else happens, and only once. */
import { createHash } from 'node:crypto';
import type { Answer } from '@sluice/core/interpreter/input';
import { ok, problem, type Result, refused } from '@sluice/core/problem';
import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import {
  CONVERSATION_COLUMNS,
  type ConversationRow,
  conversationFrom,
  type ReadRow,
} from './conversation-row.ts';
import { ownedBy } from './ownership.ts';
import { type Reply, storedReply } from './reply.ts';

export type Arrival = {
  readonly workspaceId: string;
  readonly channelId: string;
  readonly conversationId: string;
  /** The visitor of the token: only they (or who they were merged into) may write here. */
  readonly visitor: string;
  /** The client's own message id. */
  readonly messageId: string;
  readonly answer: Answer;
  readonly at: Date;
};

/** Either the answer that was given to this very message before, or the conversation, for a turn to take it. */
export type Received =
  | { readonly reply: Reply; readonly row: null }
  | { readonly reply: null; readonly row: ConversationRow };

type Row = ReadRow & {
  /** The place of the message in the order of arrival, when it was stored just now. */
  taken: number | null;
  fingerprint: string | null;
  earlier_status: 'pending' | 'done' | 'dead' | null;
  reply: unknown;
};

/**
 * Stores the message and reads all that its turn needs, in one statement. Of several messages that arrive in the same
 * moment none sees the others here: whoever commits a turn checks that no older one is waiting.
 */
export const receive = async (db: Db, arrival: Arrival): Promise<Result<Received>> => {
  const fingerprint = createHash('sha256').update(JSON.stringify(arrival.answer)).digest('hex');
  const { rows } = await sql<Row>`
    with conversation as (
      select c.* from conversations c
      where c.workspace_id = ${arrival.workspaceId} and c.id = ${arrival.conversationId}
        and c.channel_id = ${arrival.channelId} and c.status <> 'none'
        and ${ownedBy(arrival.visitor)}
    ), taken as (
      insert into inbox (workspace_id, conversation_id, message_id, answer_given, fingerprint, status, received_at)
      select c.workspace_id, c.id, ${arrival.messageId}, ${JSON.stringify(arrival.answer)}::jsonb, ${fingerprint},
             'pending', ${arrival.at}::timestamptz
      from conversation c where c.status in ('waiting', 'handed-off')
      on conflict do nothing
      returning arrival
    )
    select ${CONVERSATION_COLUMNS}, (select arrival from taken) as taken,
      known.fingerprint, known.status as earlier_status, known.reply
    from conversation c
    join deployments d on d.workspace_id = c.workspace_id and d.id = c.deployment_id
    left join inbox known on known.workspace_id = c.workspace_id and known.conversation_id = c.id
      and known.message_id = ${arrival.messageId}`.execute(db);
  const row = rows[0];
  if (!row) {
    return refused(
      problem('not-found', 'id', 'There is no such conversation for this visitor.', 'Open one first.'),
    );
  }
  const read = conversationFrom(arrival.workspaceId, row);
  if (row.taken !== null) {
    // The statement does not see what it stored itself: with nothing older waiting, this message is the next.
    const { messageId, answer, at: receivedAt } = arrival;
    const pending = read.pending ?? { messageId, arrival: row.taken, answer, tries: 0, receivedAt };
    return ok({ reply: null, row: { ...read, pending } });
  }
  if (row.fingerprint === null) {
    // Lost the race against a message with this id sent at the same moment: now it can be seen, and compared.
    if (row.status === 'waiting' || row.status === 'handed-off') return receive(db, arrival);
    return refused(
      problem('conversation-ended', '', 'This conversation has ended.', 'Open a new one to write again.'),
    );
  }
  if (row.fingerprint !== fingerprint) {
    return refused(
      problem(
        'message-id-reused',
        'id',
        'Another message was sent with this id.',
        'Give every message its own id.',
      ),
    );
  }
  return row.earlier_status === 'pending' || row.reply === null
    ? ok({ reply: null, row: read })
    : ok({ reply: storedReply(row.reply), row: null });
};

/** The answer stored for a message; null while no turn has taken it. */
export const replyTo = async (
  db: Db,
  key: Pick<Arrival, 'workspaceId' | 'conversationId' | 'messageId'>,
): Promise<Reply | null> => {
  const row = await db
    .selectFrom('inbox')
    .select('reply')
    .where('workspace_id', '=', key.workspaceId)
    .where('conversation_id', '=', key.conversationId)
    .where('message_id', '=', key.messageId)
    .executeTakeFirst();
  return row?.reply == null ? null : storedReply(row.reply);
};
