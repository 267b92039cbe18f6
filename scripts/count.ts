/** Counts a test run: every test once, and every failure that belongs to no test. */

export type Count = { readonly passed: number; readonly failed: number; readonly skipped: number };

/** The part of vitest's `TestModule` that counting needs. */
export type CountedModule = {
  /** Why a file could not be loaded, or a hook around its tests failed. */
  errors(): readonly unknown[];
  readonly children: {
    allTests(): Iterable<{ result(): { readonly state: string } }>;
    allSuites(): Iterable<{ errors(): readonly unknown[] }>;
  };
};

export const combine = (counts: readonly Count[]): Count => ({
  passed: counts.reduce((sum, count) => sum + count.passed, 0),
  failed: counts.reduce((sum, count) => sum + count.failed, 0),
  skipped: counts.reduce((sum, count) => sum + count.skipped, 0),
});

/**
 * A test that neither passed nor was skipped on purpose failed: one still pending at the end of a run never got its
 * answer. A file or suite that broke outside its tests counts as one failure, so that it cannot pass in silence.
 */
export const countRun = (modules: readonly CountedModule[], unhandledErrors: number): Count => {
  let passed = 0;
  let failed = unhandledErrors;
  let skipped = 0;
  for (const module of modules) {
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      if (state === 'passed') passed += 1;
      else if (state === 'skipped') skipped += 1;
      else failed += 1;
    }
    if (module.errors().length > 0) failed += 1;
    for (const suite of module.children.allSuites()) if (suite.errors().length > 0) failed += 1;
  }
  return { passed, failed, skipped };
};

export const lastLine = (count: Count): string => `${count.passed} passed, ${count.failed} failed`;
