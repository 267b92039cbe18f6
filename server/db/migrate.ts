/** One migration path: numbered SQL files, applied in order, never edited after they have landed. */
import { readdir, readFile } from 'node:fs/promises';
import { ok, problem, type Result, refused } from '@sluice/core/problem';
import { type Kysely, sql } from 'kysely';
import type { Tables } from './tables.ts';

const FOLDER = new URL('./migrations/', import.meta.url);

/** Names and texts of all migrations this build knows, in order. */
export const readMigrations = async (): Promise<readonly { name: string; text: string }[]> => {
  const names = (await readdir(FOLDER)).filter((name) => name.endsWith('.sql')).sort();
  return Promise.all(
    names.map(async (name) => ({ name, text: await readFile(new URL(name, FOLDER), 'utf8') })),
  );
};

/**
 * Brings the database to this build's schema, each migration in a transaction of its own, under a lock so that nodes
 * that start together do it once. A database that has migrations this build does not know is refused: it is newer.
 */
export const migrate = async (
  db: Kysely<Tables>,
  /** Which variable says where the database is. */
  setting: 'DATA_DIR' | 'DATABASE_URL',
): Promise<Result<{ applied: readonly string[] }>> => {
  const known = await readMigrations();
  await db.transaction().execute(async (trx) => {
    await alone(trx);
    await sql`create table if not exists migrations (name text primary key, applied_at timestamptz not null default now())`.execute(
      trx,
    );
  });
  const applied: string[] = [];
  for (;;) {
    const outcome = await db.transaction().execute(async (trx) => {
      await alone(trx);
      const done = await sql<{ name: string }>`select name from migrations order by name`.execute(trx);
      const names = new Set(done.rows.map((row) => row.name));
      const foreign = [...names].find((name) => !known.some((migration) => migration.name === name));
      if (foreign) return { foreign };
      const next = known.find((migration) => !names.has(migration.name));
      if (!next) return { finished: true };
      for (const statement of statements(next.text)) await sql.raw(statement).execute(trx);
      await sql`insert into migrations (name) values (${next.name})`.execute(trx);
      return { name: next.name };
    });
    if ('foreign' in outcome) {
      return refused(
        problem(
          'database-newer',
          setting,
          `The database was written by a newer Sluice (it knows "${outcome.foreign}", this one does not).`,
          `Start it with that newer version, or use another ${setting}.`,
        ),
      );
    }
    if ('finished' in outcome) return ok({ applied });
    applied.push(outcome.name);
  }
};

/** Waits as long as another node migrates; the migration itself does not stand in the queue for a table for long. */
const alone = async (trx: Kysely<Tables>): Promise<void> => {
  await sql`set local statement_timeout = 0`.execute(trx);
  await sql`set local lock_timeout = 0`.execute(trx);
  await sql`select pg_advisory_xact_lock(7583223)`.execute(trx);
  await sql`set local lock_timeout = '10s'`.execute(trx);
};

/** Resolves when the database answers and has our tables; migrations are done before the server listens. */
export const isMigrated = async (db: Kysely<Tables>): Promise<void> => {
  await sql`select 1 from migrations limit 1`.execute(db);
};

/** Our migrations hold no semicolon inside a statement, so splitting at line ends is exact. */
const statements = (text: string): readonly string[] =>
  text
    .split(/;\s*$/m)
    .map((part) => part.trim())
    .filter((part) => part.replace(/--.*$/gm, '').trim() !== '');
