import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{core,blocks,platforms,api,server,widget,cli,test,scripts}/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
