/** One way to the database, whichever it is: PostgreSQL when DATABASE_URL is set, else the embedded one. */
import type { Result } from '@sluice/core/problem';
import type { Kysely } from 'kysely';
import type { Config } from '../config.ts';
import { type Tracing, untraced } from '../tracing.ts';
import { openEmbedded } from './embedded.ts';
import type { Notices, Troubles } from './notices.ts';
import { openPostgres } from './postgres.ts';
import type { Tables } from './tables.ts';

export type Db = Kysely<Tables>;

export type PoolCounts = { readonly total: number; readonly idle: number; readonly waiting: number };

export type Database = {
  readonly db: Db;
  /** What nodes that share this database tell each other. */
  readonly notices: Notices;
  /** How many connections there are, wait for work, and are waited for; null where there is no pool. */
  readonly pool: (() => PoolCounts) | null;
  close(): Promise<void>;
};

/** Opened, migrated, and ours to write. Problems name the variable to look at; `log` hears of what breaks later. */
export const openDatabase = (
  { databaseUrl, dataDir, poolSize }: Pick<Config, 'databaseUrl' | 'dataDir' | 'poolSize'>,
  log: Troubles,
  tracing: Tracing = untraced,
): Promise<Result<Database>> =>
  databaseUrl === undefined
    ? openEmbedded(dataDir, tracing)
    : openPostgres(databaseUrl, { poolSize, log, tracing });
