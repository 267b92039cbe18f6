/** What the last line of `npm test` promises. */
import { describe, expect, test } from 'vitest';
import { type CountedModule, combine, countRun, lastLine } from './count.ts';

const file = (states: readonly string[], errors: { file?: number; suite?: number } = {}): CountedModule => ({
  errors: () => Array.from({ length: errors.file ?? 0 }),
  children: {
    allTests: () => states.map((state) => ({ result: () => ({ state }) })),
    allSuites: () => [{ errors: () => Array.from({ length: errors.suite ?? 0 }) }],
  },
});

describe('counting a test run', () => {
  test('every test counts once', () => {
    expect(countRun([file(['passed', 'passed', 'failed']), file(['passed'])], 0)).toEqual({
      passed: 3,
      failed: 1,
      skipped: 0,
    });
  });

  test('a file that cannot be loaded is a failure although none of its tests ran', () => {
    expect(countRun([file([], { file: 2 })], 0).failed).toBe(1);
  });

  test('a hook that fails around its tests is a failure', () => {
    expect(countRun([file(['skipped'], { suite: 1 })], 0).failed).toBe(1);
  });

  test('an error that belongs to no test is a failure', () => {
    expect(countRun([file(['passed'])], 1)).toEqual({ passed: 1, failed: 1, skipped: 0 });
  });

  test('a test without an answer at the end is a failure, a skipped one is neither', () => {
    expect(countRun([file(['pending', 'skipped'])], 0)).toEqual({ passed: 0, failed: 1, skipped: 1 });
  });

  test('the last line is the sum of all checks, in plain words', () => {
    const checks = [{ passed: 1, failed: 0, skipped: 0 }, countRun([file(['passed', 'failed'])], 0)];
    expect(lastLine(combine(checks))).toBe('2 passed, 1 failed');
  });
});
