/** The whole server in this process: memory database, fake clock, real routes. */
import { fakeClock } from '@sluice/core/instant';
import { pino } from 'pino';
import { type Composition, compose, type Parts } from '../../server/compose.ts';
import type { Config } from '../../server/config.ts';
import type { Database } from '../../server/db/database.ts';
import { testDatabase } from './database.ts';

export type FakeSluice = Composition & {
  readonly clock: ReturnType<typeof fakeClock>;
  readonly database: Database;
};

export const TEST_CONFIG: Config = {
  port: 0,
  host: '127.0.0.1',
  dataDir: '/nowhere',
  databaseUrl: undefined,
  poolSize: 5,
  publicUrl: undefined,
  apiKey: 'test-key-of-more-than-32-characters-in-all',
  admin: undefined,
  smtp: undefined,
  secret: undefined,
  demo: false,
  rateLimits: false,
  lateMinutes: 15,
  trustProxy: false,
  logLevel: 'silent',
  tracing: null,
};

const SECRET = 'a secret for tests, longer than 32 characters';

/** What a test puts in the place of the usual: a log that is read, a database that is watched, broken blocks. */
export type FakeParts = Partial<Pick<Parts, 'database' | 'log' | 'library' | 'mailer' | 'tracing'>>;

/** Close it when the test file is done. `config` overrides what a test needs different. */
export const fakeSluice = async (
  config: Partial<Config> = {},
  parts: FakeParts = {},
): Promise<FakeSluice> => {
  const clock = fakeClock();
  const database = parts.database ?? (await testDatabase(parts.tracing));
  const composition = await compose({
    config: { ...TEST_CONFIG, ...config },
    clock,
    log: pino({ level: 'silent' }),
    secret: SECRET,
    ...parts,
    database,
  });
  return { ...composition, clock, database };
};

/** Another server on the same database and clock, as a second node would be. Closing it leaves the database open. */
export const secondNode = async (
  { clock, database }: FakeSluice,
  parts: FakeParts = {},
): Promise<FakeSluice> => {
  const shared = { ...database, close: () => Promise.resolve() };
  const composition = await compose({
    config: TEST_CONFIG,
    clock,
    log: pino({ level: 'silent' }),
    secret: SECRET,
    ...parts,
    database: parts.database ?? shared,
  });
  return { ...composition, clock, database: shared };
};
