/** A real PostgreSQL, shared by any number of nodes: pooled, checked and migrated before it is used. */
import { randomBytes } from 'node:crypto';
import { Socket } from 'node:net';
import { ok, problem, type Result, refused } from '@sluice/core/problem';
import { Kysely, PostgresDialect, sql } from 'kysely';
import { type Client, type ClientConfig, Pool, types } from 'pg';
import { type Tracing, untraced } from '../tracing.ts';
import { COLUMN_TYPES } from './column-types.ts';
import type { Database } from './database.ts';
import { migrate } from './migrate.ts';
import { makeStatementNames, nameStatements } from './named-statements.ts';
import { postgresNotices, type Troubles } from './notices.ts';
import { unreachable } from './postgres-problem.ts';
import type { Tables } from './tables.ts';
import { tracedDialect } from './traced-dialect.ts';

/** As in server_version_num. */
const OLDEST = 150_000;

export type PostgresOptions = {
  /** Connections of this node at most; one more only listens. */
  readonly poolSize: number;
  /** How long a call waits for a connection before it is refused: 5 s, unless tests have more patience. */
  readonly patienceMs?: number;
  readonly log: Troubles;
  readonly tracing?: Tracing;
};

/** No statement may hold a connection for ever, and no paused process a lock: others take over in its stead. */
const LIMITS = {
  statement_timeout: 15_000,
  lock_timeout: 5_000,
  idle_in_transaction_session_timeout: 10_000,
} as const;
const SILENCE_MS = 20_000;
/** Shorter than the silence: an idle connection is closed, not given up. */
const IDLE_MS = 15_000;

/**
 * Problems, each in one line: nobody answers there, the password is wrong, the database is missing, too old, not in
 * UTF-8, or was written by a newer Sluice. The password never appears in them.
 */
export const openPostgres = async (
  url: string,
  { poolSize, patienceMs = 5_000, log, tracing = untraced }: PostgresOptions,
): Promise<Result<Database>> => {
  const connection: ClientConfig = {
    connectionString: url,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    types: { getTypeParser: parserOf },
  };
  const ready = await prepared(connection, url);
  if (!ready.ok) return ready;
  const pool = new Pool({
    ...connection,
    ...LIMITS,
    connectionTimeoutMillis: patienceMs,
    application_name: 'sluice',
    max: poolSize,
    idleTimeoutMillis: IDLE_MS,
    // A connection that has served for long is replaced, so that nodes spread over a database that was scaled out.
    maxLifetimeSeconds: 3_600,
  });
  const names = makeStatementNames();
  // A connection that breaks while nobody uses it must not end the process: the pool makes another.
  pool.on('error', (error) => log.warn({ err: error }, 'an idle database connection broke'));
  // The same while a transaction holds it between two queries: its next query fails and says so.
  pool.on('connect', (client) => {
    client.on('error', (error) => log.warn({ err: error }, 'a database connection broke'));
    nameStatements(client, names);
    // A cut cable does not announce itself: what is silent for longer than any statement may take is given up.
    const { stream } = (client as Client).connection; // the pool makes Clients; their common type hides the socket
    if (stream instanceof Socket) {
      stream.setTimeout(SILENCE_MS, () => stream.destroy(new Error('PostgreSQL has not answered in time')));
    }
  });
  const db = new Kysely<Tables>({ dialect: tracedDialect(new PostgresDialect({ pool }), tracing) });
  const notices = postgresNotices({
    connection,
    notify: (channel, text) => sql`select pg_notify(${channel}, ${text})`.execute(db),
    node: randomBytes(8).toString('hex'),
    log,
  });
  return ok({
    db,
    notices,
    pool: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    close: async () => {
      await notices.close();
      await db.destroy();
    },
  });
};

/** Looked at and migrated on a connection of its own, without limits: a migration may take long. */
const prepared = async (connection: ClientConfig, url: string): Promise<Result<unknown>> => {
  const pool = new Pool({ ...connection, application_name: 'sluice start', max: 1 });
  pool.on('error', () => undefined);
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  try {
    const { rows } = await sql<{ number: number; name: string; encoding: string }>`
      select current_setting('server_version_num')::int as number, current_setting('server_version') as name,
        current_setting('server_encoding') as encoding`.execute(db);
    const server = rows[0];
    if (!server || server.number < OLDEST) {
      return refused(
        problem(
          'database-too-old',
          'DATABASE_URL',
          `PostgreSQL ${server?.name ?? ''} is too old.`,
          'Sluice needs version 15 or newer.',
        ),
      );
    }
    if (server.encoding !== 'UTF8') {
      return refused(
        problem(
          'database-encoding',
          'DATABASE_URL',
          `The database is encoded in ${server.encoding}.`,
          "Create it anew with encoding 'UTF8'.",
        ),
      );
    }
    return await migrate(db, 'DATABASE_URL');
  } catch (error) {
    const known = unreachable(url, error);
    if (known) return refused(known);
    throw error;
  } finally {
    await db.destroy();
  }
};

const parserOf: typeof types.getTypeParser = (oid: number, format?: 'text' | 'binary') =>
  format === 'binary' ? types.getTypeParser(oid, format) : (COLUMN_TYPES[oid] ?? types.getTypeParser(oid));
