/** End: the flow is done, with a named outcome that reports count. */
import { defineBlock } from '@sluice/core/interpreter/block';
import { z } from 'zod';

const settings = z.strictObject({ outcome: z.string().trim().min(1).max(100).exactOptional() });

export const end = defineBlock({
  type: 'end',
  family: 'end',
  title: 'End',
  settings,
  ports: () => ({ named: [], next: false }),
  enter: ({ outcome }) => ({ then: outcome === undefined ? { type: 'end' } : { type: 'end', outcome } }),
});
