/** Unsupported: keeps an imported block that has no counterpart here; says so when checked, and is passed through. */
import { defineBlock, NEXT } from '@sluice/core/interpreter/block';
import { problem } from '@sluice/core/problem';
import { z } from 'zod';

const settings = z.strictObject({
  originalType: z.string().min(1).max(200),
  /** The block as it was, so that nothing is lost and a later import can do better. */
  json: z.json(),
});

export const unsupported = defineBlock({
  type: 'unsupported',
  family: 'import',
  title: 'Not supported',
  settings,
  ports: () => ({ named: [], next: true }),
  enter: () => ({ then: { type: 'leave', port: NEXT } }),
  check: ({ originalType }) => [
    problem(
      'unsupported-block',
      '',
      `“${originalType}” has no counterpart here; conversations pass through it.`,
      'Replace it with other blocks, or remove it.',
    ),
  ],
});
