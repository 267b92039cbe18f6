/** The public calls of a preview as the OpenAPI document shows them; a test holds real answers against these shapes. */
import { problemDocument } from '@sluice/api/shapes';
import { z } from 'zod';
import { turnAnswer } from '../website/documentation.ts';
import { LONGEST_SEAL } from './sealed.ts';

export const aboutAnswer = z.object({
  flow: z.string().describe('The flow’s name.'),
  version: z.int().nullable().describe('null: the draft.'),
  workspaceName: z.string(),
  expiresAt: z.iso.datetime(),
});

export const playAnswer = z.object({
  sealed: z.string().describe('Where the conversation stands; send it with the next answer.'),
  messages: turnAnswer.shape.messages,
  awaiting: turnAnswer.shape.awaiting,
  status: z.enum(['waiting', 'completed', 'handed-off', 'failed']),
  effects: z.array(z.string()).describe('What else the flow asked for, in words; none of it is done.'),
});

export const playBody = z.strictObject({
  sealed: z.string().max(LONGEST_SEAL).optional().describe('Left out: the conversation begins.'),
  input: z
    .record(z.string(), z.unknown())
    .optional()
    .describe('Exactly one of text, choice, choices and file, as on the website channel.'),
});

const common = { tags: ['Preview links'], security: [], params: z.object({ token: z.string() }) };

export const documentation = {
  about: {
    ...common,
    summary: 'What a preview link shows; 404 when it does not work any more',
    response: { 200: aboutAnswer, '4XX': problemDocument },
  },
  turn: {
    ...common,
    summary: 'Begins a preview, or takes its next turn; nothing is stored or counted',
    body: playBody,
    response: { 200: playAnswer, '4XX': problemDocument },
  },
};
