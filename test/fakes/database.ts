/** The database of a test: embedded in memory, or in the project "postgres" a fresh one on the real thing. */
import { inject } from 'vitest';
import type { Database } from '../../server/db/database.ts';
import { openPostgres } from '../../server/db/postgres.ts';
import type { Tracing } from '../../server/tracing.ts';
import { memoryDatabase } from './memory-database.ts';
import { freshDatabase, type Postgres, silent } from './postgres.ts';

/** Close it when the test file is done. */
export const testDatabase = async (tracing?: Tracing): Promise<Database> => {
  const postgres = inject('postgres');
  return postgres === undefined ? memoryDatabase(tracing) : openFresh(postgres, tracing);
};

/** The PostgreSQL of this run, for tests that are of the project "postgres" alone. */
export const realPostgres = (): Postgres => {
  const postgres = inject('postgres');
  if (postgres === undefined) throw new Error('This test belongs to the project "postgres".');
  return postgres;
};

const openFresh = async (postgres: Postgres, tracing?: Tracing): Promise<Database> => {
  const fresh = await freshDatabase(postgres);
  const database = await openNode(fresh.url, tracing);
  return {
    ...database,
    close: async () => {
      await database.close();
      await fresh.drop();
    },
  };
};

/** One node's way to a database that others may share. */
export const openNode = async (url: string, tracing?: Tracing): Promise<Database> => {
  const traced = tracing === undefined ? {} : { tracing };
  const opened = await openPostgres(url, { poolSize: 5, patienceMs: 30_000, log: silent, ...traced });
  if (!opened.ok) throw new Error(opened.problems[0]?.says);
  return opened.value;
};
