/** Grows the store: copies of one real, finished conversation with its person, messages and turns. */
import { sql } from 'kysely';
import type { Db } from '../server/db/database.ts';

const BATCH = 5_000;

/** Of the channel's conversation with the fewest turns; until the workspace has `conversations` of them. */
export const fillConversations = async (db: Db, channelId: string, conversations: number): Promise<void> => {
  const template = await db
    .selectFrom('conversations')
    .select(['workspace_id', 'id', 'person_id'])
    .where('channel_id', '=', channelId)
    .where('id', 'not like', 'fill-%')
    .orderBy('turn')
    .executeTakeFirstOrThrow();
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from conversations`.execute(db);
  for (let have = rows[0]?.n ?? 0; have < conversations; have += BATCH) {
    const numbers = sql`generate_series(${have + 1}::int, ${Math.min(have + BATCH, conversations)}::int) as g(i)`;
    const of = sql`workspace_id = ${template.workspace_id}`;
    const changed = (table: string, more: ReturnType<typeof sql>) =>
      sql`(jsonb_populate_record(null::${sql.table(table)}, to_jsonb(t) || ${more})).*`;
    await sql`insert into people select ${changed('people', sql`jsonb_build_object('id', 'fill-p' || i, 'key', 'fill-k' || i)`)}
      from people t, ${numbers} where ${of} and id = ${template.person_id}`.execute(db);
    await sql`insert into conversations select ${changed(
      'conversations',
      sql`jsonb_build_object('id', 'fill-c' || i, 'person_id', 'fill-p' || i, 'status', 'completed',
        'ended_at', t.touched_at, 'due_at', null, 'due_kind', null)`,
    )} from conversations t, ${numbers} where ${of} and id = ${template.id}`.execute(db);
    for (const table of ['messages', 'turns']) {
      await sql`insert into ${sql.table(table)} select ${changed(table, sql`jsonb_build_object('conversation_id', 'fill-c' || i)`)}
        from ${sql.table(table)} t, ${numbers} where ${of} and conversation_id = ${template.id}`.execute(db);
    }
  }
};
