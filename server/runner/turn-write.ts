/** The statement that commits changes of conversations: each everything or nothing, all in one round trip. */
import type { Effect } from '@sluice/core/interpreter/effect';
import type { Input } from '@sluice/core/interpreter/input';
import type { State } from '@sluice/core/interpreter/state';
import type { Problem } from '@sluice/core/problem';
import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../db/database.ts';
import type { ConversationRow, RowStatus } from './conversation-row.ts';
import type { Deadline } from './deadline.ts';
import type { MessageRecord } from './message-record.ts';
import type { Reply } from './reply.ts';
import type { WishRecord } from './wishes.ts';

/** What a turn leaves behind besides the conversation's own row. */
export type TurnRecords = {
  readonly messages: readonly MessageRecord[];
  readonly turn: { readonly input: Input; readonly effects: readonly Effect[] } | null;
  readonly wishes: readonly WishRecord[];
};

export type TurnWrite = TurnRecords & {
  /** As it was read: nothing is written when another turn of it was committed since. */
  readonly row: ConversationRow;
  readonly at: Date;
  readonly status: RowStatus;
  readonly ended: boolean;
  /** Null: unchanged, and so is the outcome. */
  readonly state: State | null;
  /** Null: unchanged. */
  readonly problem: Problem | null;
  /** `undefined`: unchanged. */
  readonly deadline: Deadline | null | undefined;
  readonly answered: {
    readonly messageId: string;
    readonly arrival: number;
    readonly status: 'done' | 'dead';
    readonly reply: Reply;
  } | null;
};

/** Whether more messages of the conversation wait for their turn; null when nothing was written. */
export type Written = { readonly more: boolean } | null;

/**
 * Null, and nothing is written, when the turn counter has moved since the row was read, or when an older message than
 * the answered one is waiting. Of several writes, one whose row somebody else holds is passed over: `undefined`, to be
 * written alone, which waits. So a crowd never waits for one row, and never holds rows that others wait for in turn.
 */
export const writeTurns = async (
  db: Db,
  writes: readonly TurnWrite[],
): Promise<readonly (Written | undefined)[]> => {
  const written = await writeUnheld(db, writes, sql`skip locked`);
  if (writes.length > 1 || written[0] !== undefined) return written;
  const [alone = null] = await writeUnheld(db, writes, sql``);
  return [alone];
};

/** Those that were written, at their places. */
const writeUnheld = async (
  db: Db,
  writes: readonly TurnWrite[],
  ifHeld: RawBuilder<unknown>,
): Promise<readonly (Written | undefined)[]> => {
  const { rows } = await sql<{ place: number; more: boolean }>`
    with given as materialized (
      select w.* from unnest(${writes.map(asJson)}::text[]) as each (record), ${GIVEN}
    ), held as materialized (
      select g.* from given g
      join conversations c on c.workspace_id = g.workspace_id and c.id = g.id and c.turn = g.turn
      where not exists (
        select 1 from inbox older where older.workspace_id = g.workspace_id and older.conversation_id = g.id
          and older.status = 'pending' and older.arrival < g.arrival)
      for update of c ${ifHeld}
    ), turned as (
      update conversations c set
        turn = g.turn + 1, last_seq = g.last_seq, touched_at = g.at, status = g.status,
        state = coalesce(g.state, c.state),
        outcome = case when g.state is null then c.outcome else g.outcome end,
        problem = coalesce(g.problem, c.problem),
        ended_at = coalesce(g.ended_at, c.ended_at),
        due_at = case when g.due_changes then g.due_at else c.due_at end,
        due_kind = case when g.due_changes then g.due_kind else c.due_kind end,
        due_tries = case when g.due_changes then 0 else c.due_tries end
      from held g
      where c.workspace_id = g.workspace_id and c.id = g.id and c.turn = g.turn
      returning g.place, c.workspace_id, c.id, c.turn, c.person_id, g.at, g.messages, g.input, g.effects, g.wishes,
        g.message_id, g.answered, g.reply
    ), ${RECORDED}, answered as (
      update inbox i set status = t.answered, reply = t.reply
      from turned t
      where i.workspace_id = t.workspace_id and i.conversation_id = t.id and i.message_id = t.message_id
    )
    select t.place, exists (
        select 1 from inbox i where i.workspace_id = t.workspace_id and i.conversation_id = t.id
          and i.status = 'pending' and i.message_id is distinct from t.message_id) as more
    from turned t`.execute(db);
  const written: (Written | undefined)[] = writes.map(() => undefined);
  for (const { place, more } of rows) written[place] = { more };
  return written;
};

/** One write as `GIVEN` reads it; what is undefined is left out, and null there. */
const asJson = ({ row, answered, deadline, state, ...write }: TurnWrite, place: number): string =>
  JSON.stringify({
    place,
    workspace_id: row.workspaceId,
    id: row.id,
    turn: row.turn,
    last_seq: row.lastSeq + write.messages.length,
    at: write.at,
    status: write.status,
    state: state ?? undefined,
    outcome: state?.outcome,
    problem: write.problem ?? undefined,
    ended_at: write.ended ? write.at : undefined,
    due_changes: deadline !== undefined,
    due_at: deadline?.at,
    due_kind: deadline?.kind,
    message_id: answered?.messageId,
    arrival: answered?.arrival,
    answered: answered?.status,
    reply: answered?.reply,
    ...recordsJson(write),
  });

const GIVEN = sql.raw(`jsonb_to_record(each.record::jsonb) as w (
  place int, workspace_id text, id text, turn int, last_seq int, at timestamptz, status text, state jsonb, outcome text,
  problem jsonb, ended_at timestamptz, due_changes boolean, due_at timestamptz, due_kind text,
  message_id text, arrival bigint, answered text, reply jsonb,
  messages jsonb, input jsonb, effects jsonb, wishes jsonb)`);

/** What `RECORDED` finds in the columns messages, input, effects and wishes of `turned`. */
export const recordsJson = ({ messages, turn, wishes }: TurnRecords) => ({
  messages,
  input: turn?.input,
  effects: turn?.effects,
  wishes,
});

/**
 * Messages, the turn's record, and its wishes for the world, as parts of a `with` whose `turned` holds each
 * conversation's key, person and turn, the time, and the records.
 */
export const RECORDED: RawBuilder<unknown> = sql.raw(`
  said as (
    insert into messages (workspace_id, conversation_id, seq, turn, sender, type, markdown, media, author, at)
    select t.workspace_id, t.id, m.seq, t.turn, m.sender, m.type, m.markdown, nullif(m.media, 'null'), m.author, t.at
    from turned t, jsonb_to_recordset(t.messages)
      as m (seq int, sender text, type text, markdown text, media jsonb, author text)
  ), recorded as (
    insert into turns (workspace_id, conversation_id, n, input, effects, at)
    select t.workspace_id, t.id, t.turn, t.input, t.effects, t.at from turned t where t.input is not null
  ), wished as (
    insert into outbox (workspace_id, id, conversation_id, person_id, turn, n, effect, status, due_at)
    select t.workspace_id, w.id, t.id, t.person_id, t.turn, w.n, w.effect, 'pending', t.at
    from turned t, jsonb_to_recordset(t.wishes) as w (id text, n int, effect jsonb)
  )`);
