/** Once per test run: one PostgreSQL for all test files of the project "postgres". */
import type { TestProject } from 'vitest/node';
import { startPostgres } from './postgres.ts';

export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  const { postgres, end } = await startPostgres();
  project.provide('postgres', postgres);
  return end;
};
