/** The call that explains a decision without making one. */
import { z } from 'zod';
import { decisionShape } from './decision-shape.ts';
import { route } from './route.ts';
import { id } from './shapes.ts';

export const decisionCalls = {
  explain: route({
    method: 'POST',
    path: '/decisions/explain',
    summary: 'Who would get which bot in a new conversation, and why; writes nothing',
    tag: 'Decisions',
    role: 'viewer',
    status: 200,
    body: z.strictObject({
      channelId: id,
      person: z.strictObject({
        key: z
          .string()
          .trim()
          .min(1)
          .max(500)
          .nullish()
          .describe(
            'An id or any key of a known person, or the key of a stranger; none, or null: no stable id.',
          ),
        attributes: z
          .record(z.string(), z.unknown())
          .default({})
          .describe('Laid over what is stored of a known person.'),
      }),
    }),
    answer: decisionShape,
  }),
};
