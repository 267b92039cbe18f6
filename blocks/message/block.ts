/** Message: says something, in Markdown, with values filled in as plain text. */
import { defineBlock, NEXT } from '@sluice/core/interpreter/block';
import { verbatim } from '@sluice/core/interpreter/rendered';
import { templateSetting } from '@sluice/core/interpreter/setting';
import { z } from 'zod';

const settings = z.strictObject({ markdown: templateSetting });

export const message = defineBlock({
  type: 'message',
  family: 'say',
  title: 'Message',
  settings,
  ports: () => ({ named: [], next: true }),
  enter: ({ markdown }, context) => {
    const text = context.render(markdown);
    // A message of only an empty variable would be an empty bubble.
    const blank = verbatim(text).trim() === '';
    return { effects: blank ? [] : [{ type: 'message', text }], then: { type: 'leave', port: NEXT } };
  },
  check: ({ markdown }, context) => context.template('markdown', markdown),
});
