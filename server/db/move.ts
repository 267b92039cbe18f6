/** Copies every row of one database into another of the same schema: all of it, or nothing. */
import { ok, problem, type Result, refused } from '@sluice/core/problem';
import { sql } from 'kysely';
import type { Db } from './database.ts';

export type Moved = { readonly table: string; readonly rows: number };

/** Table pages read at once: some thousand small rows, and not too many large ones. */
const PAGES = 20;

/**
 * Both are migrated; `to` must hold no rows. The database types travel as JSON text, so that nothing is rounded on the
 * way. Counts are compared before it is committed. Problems: `to` is not empty.
 */
export const moveDatabase = (from: Db, to: Db): Promise<Result<readonly Moved[]>> =>
  to.transaction().execute(async (trx): Promise<Result<readonly Moved[]>> => {
    await sql`set local statement_timeout = 0`.execute(trx);
    await sql`set local idle_in_transaction_session_timeout = 0`.execute(trx);
    const tables = await tablesInOrder(from);
    for (const table of tables) {
      // Nobody else begins to write while we look and copy.
      await sql`lock table ${sql.table(table)} in exclusive mode`.execute(trx);
      if ((await countOf(trx, table)) > 0) return refused(notEmpty(table));
    }
    const moved: Moved[] = [];
    for (const table of tables) {
      await copyTable(from, trx, table);
      const [rows, arrived] = [await countOf(from, table), await countOf(trx, table)];
      if (rows !== arrived) throw new Error(`${rows} rows of ${table} left, ${arrived} arrived`);
      moved.push({ table, rows });
    }
    await raiseIdentities(trx);
    return ok(moved);
  });

const notEmpty = (table: string) =>
  problem(
    'database-not-empty',
    '--to',
    `The database there holds data already: "${table}" has rows.`,
    'Create an empty database for the move.',
  );

/** Every table of ours, those that others refer to first. */
const tablesInOrder = async (db: Db): Promise<readonly string[]> => {
  const { rows: tables } = await sql<{ name: string }>`
    select relname as name from pg_class
    where relkind = 'r' and relnamespace = 'public'::regnamespace and relname <> 'migrations' order by relname`.execute(
    db,
  );
  const { rows: references } = await sql<{ child: string; parent: string }>`
    select c.relname as child, p.relname as parent from pg_constraint f
    join pg_class c on c.oid = f.conrelid join pg_class p on p.oid = f.confrelid
    where f.contype = 'f' and f.conrelid <> f.confrelid`.execute(db);
  const ordered: string[] = [];
  let waiting = tables.map(({ name }) => name);
  while (waiting.length > 0) {
    const ready = waiting.filter((name) =>
      references.every(({ child, parent }) => child !== name || !waiting.includes(parent)),
    );
    if (ready.length === 0) throw new Error(`tables refer to each other in a circle: ${waiting.join(', ')}`);
    ordered.push(...ready);
    waiting = waiting.filter((name) => !ready.includes(name));
  }
  return ordered;
};

const copyTable = async (from: Db, to: Db, table: string): Promise<void> => {
  const { rows: sizes } = await sql<{ pages: number }>`
    select (pg_relation_size(${table}::regclass) / current_setting('block_size')::int)::int as pages`.execute(
    from,
  );
  const pages = sizes[0]?.pages ?? 0;
  for (let page = 0; page < pages; page += PAGES) {
    // By place on the disk: no key is needed, and no page is read twice.
    const { rows } = await sql<{ batch: string | null }>`
      select jsonb_agg(to_jsonb(t))::text as batch from ${sql.table(table)} t
      where ctid >= ${`(${page},0)`}::tid and ctid < ${`(${page + PAGES},0)`}::tid`.execute(from);
    const batch = rows[0]?.batch;
    if (batch == null) continue;
    await sql`
      insert into ${sql.table(table)} overriding system value
      select * from jsonb_populate_recordset(null::${sql.table(table)}, ${batch}::text::jsonb)`.execute(to);
  }
};

const countOf = async (db: Db, table: string): Promise<number> => {
  const { rows } = await sql<{ rows: number }>`select count(*) as rows from ${sql.table(table)}`.execute(db);
  return rows[0]?.rows ?? 0;
};

/** Numbers that the database gives go on after the last one that was copied. */
const raiseIdentities = async (trx: Db): Promise<void> => {
  const { rows } = await sql<{ table: string; column: string }>`
    select table_name as "table", column_name as "column" from information_schema.columns
    where table_schema = 'public' and is_identity = 'YES'`.execute(trx);
  for (const { table, column } of rows) {
    await sql`
      select setval(pg_get_serial_sequence(${table}, ${column}), coalesce(max(${sql.ref(column)}), 0) + 1, false)
      from ${sql.table(table)}`.execute(trx);
  }
};
