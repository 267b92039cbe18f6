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
  place: number;
  /** The place of the message in the order of arrival, when it was stored just now. */
  taken: number | null;
  fingerprint: string | null;
  earlier_status: 'pending' | 'done' | 'dead' | null;
  reply: unknown;
};

type Fingerprinted = Arrival & { readonly fingerprint: string };

/**
 * Stores messages and reads all that their turns need, in one statement. Of several messages that arrive in the same
 * moment none sees the others here: whoever commits a turn checks that no older one is waiting. `undefined` for one
 * that is to be received alone: then it sees the others.
 */
export const receiveMessages = async (
  db: Db,
  arrivals: readonly Arrival[],
): Promise<readonly (Result<Received> | undefined)[]> => {
  const printed = arrivals.map((arrival) => ({ ...arrival, fingerprint: fingerprintOf(arrival.answer) }));
  const rows = new Map((await store(db, printed)).map((row) => [row.place, row]));
  const seen = new Set<string>();
  const received = printed.map((arrival, place) => {
    const row = rows.get(place);
    if (!row) return UNKNOWN;
    // Of two with the same id only one was stored, and the statement cannot say which.
    const key = `${arrival.workspaceId} ${arrival.conversationId} ${arrival.messageId}`;
    if (seen.has(key)) return undefined;
    seen.add(key);
    return receivedFrom(arrival, row) ?? undefined;
  });
  const [first] = received;
  return received.length === 1 && first === undefined ? receiveMessages(db, arrivals) : received;
};

const fingerprintOf = (answer: Answer): string =>
  createHash('sha256').update(JSON.stringify(answer)).digest('hex');

/** One row for each message whose conversation is there and the visitor's. */
const store = async (db: Db, arrivals: readonly Fingerprinted[]): Promise<readonly Row[]> => {
  // The message needs not be on the disk before its turn is: until then nobody has been told that it was taken, and
  // the turn's own commit, which waits for the disk, brings it there, too.
  const { rows } = await sql<Row>`
    with given as materialized (
      select w.* from unnest(${arrivals.map(asJson)}::text[]) as each (record),
        jsonb_to_record(each.record::jsonb) as w (place int, workspace_id text, conversation_id text, channel_id text,
          visitor text, message_id text, answer jsonb, fingerprint text, at timestamptz)
    ), conversation as materialized (
      select c.*, g.place, g.message_id, g.answer, g.fingerprint, g.at from given g
      join conversations c on c.workspace_id = g.workspace_id and c.id = g.conversation_id
        and c.channel_id = g.channel_id and c.status <> 'none'
      where ${ownedBy(sql.ref('g.visitor'))}
    ), taken as (
      insert into inbox (workspace_id, conversation_id, message_id, answer_given, fingerprint, status, received_at)
      select c.workspace_id, c.id, c.message_id, c.answer, c.fingerprint, 'pending', c.at
      from conversation c where c.status in ('waiting', 'handed-off') order by c.place
      on conflict do nothing
      returning workspace_id, conversation_id, message_id, arrival
    )
    select c.place, ${CONVERSATION_COLUMNS}, t.arrival as taken,
      known.fingerprint, known.status as earlier_status, known.reply,
      set_config('synchronous_commit', 'off', true)
    from conversation c
    join deployments d on d.workspace_id = c.workspace_id and d.id = c.deployment_id
    left join taken t on t.workspace_id = c.workspace_id and t.conversation_id = c.id and t.message_id = c.message_id
    left join inbox known on known.workspace_id = c.workspace_id and known.conversation_id = c.id
      and known.message_id = c.message_id`.execute(db);
  return rows;
};

const asJson = (arrival: Fingerprinted, place: number): string =>
  JSON.stringify({
    place,
    workspace_id: arrival.workspaceId,
    conversation_id: arrival.conversationId,
    channel_id: arrival.channelId,
    visitor: arrival.visitor,
    message_id: arrival.messageId,
    answer: arrival.answer,
    fingerprint: arrival.fingerprint,
    at: arrival.at,
  });

const UNKNOWN: Result<Received> = refused(
  problem('not-found', 'id', 'There is no such conversation for this visitor.', 'Open one first.'),
);
const ENDED: Result<Received> = refused(
  problem('conversation-ended', '', 'This conversation has ended.', 'Open a new one to write again.'),
);
const REUSED: Result<Received> = refused(
  problem(
    'message-id-reused',
    'id',
    'Another message was sent with this id.',
    'Give every message its own id.',
  ),
);

/** Null: a message with this id was being stored at the same moment. Received again, it can be seen, and compared. */
const receivedFrom = (arrival: Fingerprinted, row: Row): Result<Received> | null => {
  const read = conversationFrom(arrival.workspaceId, row);
  if (row.taken !== null) {
    // The statement does not see what it stored itself: with nothing older waiting, this message is the next.
    const { messageId, answer, at: receivedAt } = arrival;
    const pending = read.pending ?? { messageId, arrival: row.taken, answer, tries: 0, receivedAt };
    return ok({ reply: null, row: { ...read, pending } });
  }
  if (row.fingerprint === null) return row.status === 'waiting' || row.status === 'handed-off' ? null : ENDED;
  if (row.fingerprint !== arrival.fingerprint) return REUSED;
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
