/** Tables of `[found, operator, value, expected]` as tests, so that the specification of operators reads as one. */
import type { Operator } from '@sluice/core/audience/audience';
import type { Reading } from '@sluice/core/audience/equality';
import { compileOperator } from '@sluice/core/audience/operators';
import { describe, expect, test } from 'vitest';

/** When the cases happen: Monday, 9 March 2026, 9:00 UTC. */
export const casesNow = Date.UTC(2026, 2, 9, 9, 0, 0);

/** Compiles and runs one operator; a refused one is a mistake of the test. */
export const holds = (found: unknown, operator: string, value?: unknown, reading: Reading = {}): boolean => {
  const compiled = compileOperator(operator, value, reading);
  if (!compiled.ok) throw new Error(compiled.problems.map((p) => p.says).join());
  return compiled.value(found, casesNow);
};

export type OperatorCase = readonly [
  found: unknown,
  operator: Operator,
  value: unknown,
  expected: boolean,
  reading?: Reading,
];

export const operatorCases = (title: string, rows: readonly OperatorCase[]): void => {
  describe(title, () => {
    test.each(rows.map((row) => ({ row, title: JSON.stringify(row) })))('$title', ({ row }) => {
      const [found, operator, value, expected, reading] = row;
      expect(holds(found, operator, value, reading)).toBe(expected);
    });
  });
};
