import { defineConfig } from 'vitest/config';

const EXCLUDED = ['**/node_modules/**', '**/dist/**'];
const PURE = '{core,blocks,platforms,studio}/**/*.test.ts';
/** Components, in a document without a browser. */
const COMPONENTS = 'studio/**/*.test.tsx';
/** In one process, over HTTP: as good on either database. */
const JOURNEYS = 'test/journeys/{hostile-*,growing-*,random-lives,rollout,versions}.test.ts';
/** Needs a real PostgreSQL. */
const REAL = 'test/postgres/**/*.test.ts';
/** On it, too; here in short, at full length by `npm run test:faults`. */
const FAULTS = 'test/faults/**/*.test.ts';
const ONLY_LONG = 'test/faults/long/*.test.ts';
/** Test files leave nothing behind, so they share a worker, which saves loading the house for each of them. */
const SHARED = { isolate: false } as const;

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'pure',
          include: [PURE],
          exclude: EXCLUDED,
          ...SHARED,
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'components',
          include: [COMPONENTS],
          exclude: EXCLUDED,
          environment: 'happy-dom',
          setupFiles: ['studio/fakes/browser-parts.ts'],
          ...SHARED,
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'embedded',
          include: ['{api,server,widget,cli,test,scripts}/**/*.test.ts'],
          exclude: [...EXCLUDED, REAL, FAULTS],
          ...SHARED,
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
          ...SHARED,
          globalSetup: ['test/fakes/postgres-setup.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
