import { defineConfig } from 'vitest/config';

/** `npm run test:faults`: the faults at full length, and those that have no short form. One after another. */
export default defineConfig({
  test: {
    name: 'faults',
    include: ['test/faults/**/*.test.ts'],
    globalSetup: ['test/fakes/postgres-setup.ts'],
    provide: { long: true },
    maxWorkers: 1,
    testTimeout: 900_000,
    hookTimeout: 120_000,
  },
});
