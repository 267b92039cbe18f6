/** The whole server in this process: memory database, fake clock, real routes. */
import { fakeClock } from '@sluice/core/instant';
import { pino } from 'pino';
import { type Composition, compose } from '../../server/compose.ts';
import type { Config } from '../../server/config.ts';
import type { Database } from '../../server/db/database.ts';
import { memoryDatabase } from './memory-database.ts';

export type FakeSluice = Composition & {
  readonly clock: ReturnType<typeof fakeClock>;
  readonly database: Database;
};

export const TEST_CONFIG: Config = {
  port: 0,
  host: '127.0.0.1',
  dataDir: '/nowhere',
  databaseUrl: undefined,
  publicUrl: undefined,
  apiKey: 'test-key-of-more-than-32-characters-in-all',
  secret: undefined,
  demo: false,
  rateLimits: false,
  trustProxy: false,
  logLevel: 'silent',
};

/** Close it when the test file is done. `config` overrides what a test needs different. */
export const fakeSluice = async (config: Partial<Config> = {}): Promise<FakeSluice> => {
  const clock = fakeClock();
  const database = await memoryDatabase();
  const composition = await compose({
    config: { ...TEST_CONFIG, ...config },
    database,
    clock,
    log: pino({ level: 'silent' }),
    secret: 'a secret for tests, longer than 32 characters',
  });
  return { ...composition, clock, database };
};
