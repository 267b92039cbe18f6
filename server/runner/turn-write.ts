/** The statement that commits a change of a conversation: everything or nothing, in one round trip. */
import type { Effect } from '@sluice/core/interpreter/effect';
import type { Input } from '@sluice/core/interpreter/input';
import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../db/database.ts';
import type { ConversationRow, RowStatus } from './conversation-row.ts';
import type { Deadline } from './deadline.ts';
import type { MessageRecord } from './message-record.ts';
import type { WishRecord } from './wishes.ts';

export type TurnWrite = {
  readonly at: Date;
  readonly status: RowStatus;
  readonly ended: boolean;
  /** Each null: unchanged. */
  readonly state: { readonly json: string; readonly outcome: string | null } | null;
  readonly problem: string | null;
  /** `undefined`: unchanged. */
  readonly deadline: Deadline | null | undefined;
  readonly messages: readonly MessageRecord[];
  readonly turn: { readonly input: Input; readonly effects: readonly Effect[] } | null;
  readonly wishes: readonly WishRecord[];
  readonly answered: {
    readonly messageId: string;
    readonly arrival: number;
    readonly status: 'done' | 'dead';
    readonly reply: string;
  } | null;
};

/**
 * Null, and nothing is written, when the turn counter has moved since `row` was read, or when an older message than
 * the answered one is waiting. Otherwise whether more messages wait.
 */
export const executeWrite = async (
  db: Db,
  row: ConversationRow,
  write: TurnWrite,
): Promise<{ readonly more: boolean } | null> => {
  const { answered, deadline, state } = write;
  const lastSeq = row.lastSeq + write.messages.length;
  const { rows } = await sql<{ written: boolean; more: boolean }>`
    with turned as (
      update conversations set
        turn = turn + 1, last_seq = ${lastSeq}::int, touched_at = ${write.at}::timestamptz,
        status = ${write.status}::text,
        state = coalesce(${state?.json ?? null}::jsonb, state),
        outcome = case when ${state !== null}::boolean then ${state?.outcome ?? null}::text else outcome end,
        problem = coalesce(${write.problem}::jsonb, problem),
        ended_at = coalesce(${write.ended ? write.at : null}::timestamptz, ended_at),
        due_at = case when ${deadline !== undefined}::boolean then ${deadline?.at ?? null}::timestamptz else due_at end,
        due_kind = case when ${deadline !== undefined}::boolean then ${deadline?.kind ?? null}::text else due_kind end,
        due_tries = case when ${deadline !== undefined}::boolean then 0 else due_tries end
      where workspace_id = ${row.workspaceId} and id = ${row.id} and turn = ${row.turn}::int
        and not exists (
          select 1 from inbox older where older.workspace_id = ${row.workspaceId}
            and older.conversation_id = ${row.id} and older.status = 'pending'
            and older.arrival < ${answered?.arrival ?? null}::bigint)
      returning workspace_id, id, turn, person_id
    ), ${recordsOf(write)}, answered as (
      update inbox i set status = ${answered?.status ?? null}::text, reply = ${answered?.reply ?? null}::jsonb
      from turned t
      where i.workspace_id = t.workspace_id and i.conversation_id = t.id
        and i.message_id = ${answered?.messageId ?? null}::text
    )
    select exists (select 1 from turned) as written,
      exists (select 1 from inbox i where i.workspace_id = ${row.workspaceId} and i.conversation_id = ${row.id}
        and i.status = 'pending' and i.message_id is distinct from ${answered?.messageId ?? null}::text) as more`.execute(
    db,
  );
  const result = rows[0];
  return result?.written ? { more: result.more } : null;
};

/**
 * What a turn leaves behind besides the conversation's own row, as parts of a `with` whose `turned` holds that row:
 * messages, the turn's record, and its wishes for the world.
 */
export const recordsOf = ({
  at,
  messages,
  turn,
  wishes,
}: Pick<TurnWrite, 'at' | 'messages' | 'turn' | 'wishes'>): RawBuilder<unknown> => sql`
    said as (
      insert into messages (workspace_id, conversation_id, seq, turn, sender, type, markdown, media, author, at)
      select t.workspace_id, t.id, m.seq, t.turn, m.sender, m.type, m.markdown, nullif(m.media, 'null'), m.author,
             ${at}::timestamptz
      from turned t, jsonb_to_recordset(${JSON.stringify(messages)}::jsonb)
        as m (seq int, sender text, type text, markdown text, media jsonb, author text)
    ), recorded as (
      insert into turns (workspace_id, conversation_id, n, input, effects, at)
      select t.workspace_id, t.id, t.turn, ${turn ? JSON.stringify(turn.input) : null}::jsonb,
             ${turn ? JSON.stringify(turn.effects) : null}::jsonb, ${at}::timestamptz
      from turned t where ${turn !== null}::boolean
    ), wished as (
      insert into outbox (workspace_id, id, conversation_id, person_id, turn, n, effect, status, due_at)
      select t.workspace_id, w.id, t.id, t.person_id, t.turn, w.n, w.effect, 'pending', ${at}::timestamptz
      from turned t, jsonb_to_recordset(${JSON.stringify(wishes)}::jsonb) as w (id text, n int, effect jsonb)
    )`;
