/** The shape of a decision, as conversations keep it and `explain` answers it. */
import { z } from 'zod';
import { id, instant } from './shapes.ts';

const reason = z.enum([
  'always',
  'never',
  'no-active-deployment',
  'audience',
  'drawn-in',
  'drawn-out',
  'full-launch',
  'no-stable-id',
  'unavailable',
]);

const ruleTrace = z.object({
  attribute: z.string(),
  operator: z.string(),
  value: z.unknown(),
  found: z.unknown().describe('The value found; null when there was none.'),
  pass: z.boolean(),
});

export const decisionShape = z.object({
  outcome: z.enum(['bot', 'none']),
  deploymentId: id.optional(),
  versionNumber: z.int().optional(),
  reason,
  draw: z
    .object({
      u32: z.int(),
      share: z.number().describe('Percent at the draw.'),
      drawnAt: instant,
      stored: z.boolean(),
    })
    .optional(),
  trace: z.array(
    z.object({
      deploymentId: id,
      reason,
      audience: z.array(z.object({ group: z.string(), pass: z.boolean(), rules: z.array(ruleTrace) })),
    }),
  ),
});
