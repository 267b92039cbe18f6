import { defineConfig } from 'vitest/config';

const EXCLUDED = ['**/node_modules/**', '**/dist/**'];
/** In one process, over HTTP: as good on either database. */
const JOURNEYS = 'test/journeys/{hostile-*,growing-*,random-lives,rollout,versions}.test.ts';
/** Needs a real PostgreSQL. */
const REAL = 'test/postgres/**/*.test.ts';
/** On it, too; here in short, at full length by `npm run test:faults`. */
const FAULTS = 'test/faults/**/*.test.ts';
const ONLY_LONG = 'test/faults/long/*.test.ts';

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'embedded',
          include: ['{core,blocks,platforms,api,server,widget,cli,test,scripts}/**/*.test.ts'],
          exclude: [...EXCLUDED, REAL, FAULTS],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        // What touches the database once more, on the real one.
        test: {
          name: 'postgres',
          include: ['server/**/*.test.ts', JOURNEYS, 'test/isolation.test.ts', REAL, FAULTS],
          exclude: [...EXCLUDED, ONLY_LONG],
          globalSetup: ['test/fakes/postgres-setup.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
