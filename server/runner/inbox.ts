/** Takes a person's message in: stored under its own id before anything else happens, and only once. */
import { createHash } from 'node:crypto';
import type { Answer } from '@sluice/core/interpreter/input';
import { ok, problem, type Result, refused } from '@sluice/core/problem';
import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
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

type Row = {
  status: string;
  taken: boolean;
  fingerprint: string | null;
  earlier_status: 'pending' | 'done' | 'dead' | null;
  reply: unknown;
};

/** "pending": a turn must take it; otherwise the answer that was given to this very message before. */
export const receive = async (db: Db, arrival: Arrival): Promise<Result<'pending' | Reply>> => {
  const fingerprint = createHash('sha256').update(JSON.stringify(arrival.answer)).digest('hex');
  const { rows } = await sql<Row>`
    with conversation as (
      select c.workspace_id, c.id, c.status from conversations c
      where c.workspace_id = ${arrival.workspaceId} and c.id = ${arrival.conversationId}
        and c.channel_id = ${arrival.channelId} and c.status <> 'none'
        and ${ownedBy(arrival.visitor)}
    ), taken as (
      insert into inbox (workspace_id, conversation_id, message_id, answer_given, fingerprint, status, received_at)
      select c.workspace_id, c.id, ${arrival.messageId}, ${JSON.stringify(arrival.answer)}::jsonb, ${fingerprint},
             'pending', ${arrival.at}::timestamptz
      from conversation c where c.status in ('waiting', 'handed-off')
      on conflict do nothing
      returning 1
    )
    select c.status, exists (select 1 from taken) as taken, i.fingerprint, i.status as earlier_status, i.reply
    from conversation c
    left join inbox i on i.workspace_id = c.workspace_id and i.conversation_id = c.id
      and i.message_id = ${arrival.messageId}`.execute(db);
  const row = rows[0];
  if (!row) {
    return refused(
      problem('not-found', 'id', 'There is no such conversation for this visitor.', 'Open one first.'),
    );
  }
  if (row.taken) return ok('pending');
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
  return row.earlier_status === 'pending' || row.reply === null ? ok('pending') : ok(storedReply(row.reply));
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
