/** The embedded database: PostgreSQL in this process, in the data directory, for one process at a time. */
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { ok, problem, type Result, refused } from '@sluice/core/problem';
import { Kysely } from 'kysely';
import { type Tracing, untraced } from '../tracing.ts';
import { COLUMN_TYPES } from './column-types.ts';
import type { Database } from './database.ts';
import { embeddedDialect } from './embedded-dialect.ts';
import { lockDirectory } from './lock.ts';
import { migrate } from './migrate.ts';
import { nobodyElse } from './notices.ts';
import type { Tables } from './tables.ts';
import { tracedDialect } from './traced-dialect.ts';

/**
 * Opens (and creates, and migrates) the embedded database in `directory`. Problems: the directory is in use, or its
 * database was written by a newer Sluice.
 */
export const openEmbedded = async (
  directory: string,
  tracing: Tracing = untraced,
): Promise<Result<Database>> => {
  const lock = lockDirectory(directory);
  if (!lock.ok) return lock;
  const opened = await openPglite(
    () => PGlite.create({ dataDir: join(directory, 'database'), parsers: COLUMN_TYPES }),
    tracing,
  );
  if (!opened.ok) {
    lock.value.release();
    return opened;
  }
  return ok({
    ...opened.value,
    close: async () => {
      await opened.value.close();
      lock.value.release();
    },
  });
};

/** A database in memory, for tests; `image` is a prepared data directory that saves the set-up time. */
export const openInMemory = (image?: Blob, tracing: Tracing = untraced): Promise<Result<Database>> =>
  openPglite(
    () => PGlite.create({ parsers: COLUMN_TYPES, ...(image ? { loadDataDir: image } : {}) }),
    tracing,
  );

const openPglite = async (create: () => Promise<PGlite>, tracing: Tracing): Promise<Result<Database>> => {
  let pglite: PGlite;
  try {
    pglite = await create();
  } catch (error) {
    return refused(
      problem(
        'database-unreadable',
        'DATA_DIR',
        `The embedded database could not be opened: ${error instanceof Error ? error.message : String(error)}.`,
        'Restore the folder from a backup, or start with another DATA_DIR.',
      ),
    );
  }
  const db = new Kysely<Tables>({ dialect: tracedDialect(embeddedDialect(pglite), tracing) });
  const migrated = await migrate(db, 'DATA_DIR');
  if (!migrated.ok) {
    await db.destroy();
    return migrated;
  }
  return ok({ db, notices: nobodyElse, pool: null, close: () => db.destroy() });
};
