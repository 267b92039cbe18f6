/** Return: goes back to where the last jump with "call and return" was made; without one, simply on. */
import { defineBlock } from '@sluice/core/interpreter/block';
import { z } from 'zod';

export const returnBlock = defineBlock({
  type: 'return',
  family: 'logic',
  title: 'Return',
  settings: z.strictObject({}),
  ports: () => ({ named: [], next: true }),
  enter: () => ({ then: { type: 'return' } }),
});
