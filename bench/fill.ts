/** Grows the store: copies of one real, finished conversation with its person, messages and turns, made inside PostgreSQL. */
import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../server/db/database.ts';

/** Copies of one statement: it must end before the server's limit for statements. */
const BATCH = 20_000;

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
  const columns = new Map<string, readonly string[]>();
  for (const { table } of [PEOPLE, ...OF_PEOPLE]) columns.set(table, await columnsOf(db, table));
  for (let have = rows[0]?.n ?? 0; have < conversations; have += BATCH) {
    const [first, last] = [have + 1, Math.min(have + BATCH, conversations)];
    const copy = ({ table, of, by, changed }: Copy): Promise<unknown> => {
      const names = columns.get(table) ?? [];
      return sql`
        insert into ${sql.table(table)} (${sql.join(names.map((name) => sql.ref(name)))})
        select ${sql.join(names.map((name) => changed[name] ?? sql.ref(`t.${name}`)))}
        from ${sql.table(table)} t, generate_series(${first}::int, ${last}::int) as g (i)
        where t.workspace_id = ${template.workspace_id} and ${sql.ref(`t.${by}`)} = ${template[of]}`.execute(
        db,
      );
    };
    await copy(PEOPLE);
    // Each table on a connection of its own: the machine has more than one core.
    await Promise.all(OF_PEOPLE.map(copy));
  }
};

type Copy = {
  readonly table: string;
  /** The template's rows: those of its conversation or of its person, by which column. */
  readonly of: 'id' | 'person_id';
  readonly by: string;
  /** What is not the template's; `i` is the copy's number. */
  readonly changed: Readonly<Record<string, RawBuilder<unknown>>>;
};

const PERSON = sql`'fill-p' || i`;
const CONVERSATION = sql`'fill-c' || i`;
const PEOPLE: Copy = {
  table: 'people',
  of: 'person_id',
  by: 'id',
  changed: { id: PERSON, key: sql`'fill-k' || i` },
};
const OF_PEOPLE: readonly Copy[] = [
  {
    table: 'identities',
    of: 'person_id',
    by: 'person_id',
    changed: { person_id: PERSON, value: sql`'fill-v' || i` },
  },
  {
    table: 'conversations',
    of: 'id',
    by: 'id',
    changed: {
      id: CONVERSATION,
      person_id: PERSON,
      status: sql`'completed'`,
      ended_at: sql`t.touched_at`,
      due_at: sql`null`,
      due_kind: sql`null`,
    },
  },
  { table: 'draws', of: 'person_id', by: 'person_id', changed: { person_id: PERSON } },
  { table: 'messages', of: 'id', by: 'conversation_id', changed: { conversation_id: CONVERSATION } },
  { table: 'turns', of: 'id', by: 'conversation_id', changed: { conversation_id: CONVERSATION } },
];

const columnsOf = async (db: Db, table: string): Promise<readonly string[]> => {
  const { rows } = await sql<{ name: string }>`
    select column_name as name from information_schema.columns
    where table_schema = 'public' and table_name = ${table} order by ordinal_position`.execute(db);
  return rows.map(({ name }) => name);
};
