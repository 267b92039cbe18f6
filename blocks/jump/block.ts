/** Jump: goes on in another group, and comes back when asked to. */
import { defineBlock } from '@sluice/core/interpreter/block';
import { placeSetting } from '@sluice/core/interpreter/setting';
import { problem } from '@sluice/core/problem';
import { z } from 'zod';

const settings = z.strictObject({ to: placeSetting, callAndReturn: z.boolean().exactOptional() });

export const jump = defineBlock({
  type: 'jump',
  family: 'logic',
  title: 'Jump',
  settings,
  // What comes after this block is reached only by coming back.
  ports: ({ callAndReturn = false }) => ({ named: [], next: callAndReturn }),
  enter: ({ to, callAndReturn = false }) => ({ then: { type: 'jump', to, andReturn: callAndReturn } }),
  check: ({ to }, context) => {
    if (!context.hasGroup(to.group))
      return [
        problem('unknown-group', 'to.group', 'The group to jump to does not exist.', 'Choose another group.'),
      ];
    if (to.block !== undefined && !context.hasBlock(to.block))
      return [
        problem('unknown-block', 'to.block', 'The block to jump to does not exist.', 'Choose another block.'),
      ];
    return [];
  },
});
