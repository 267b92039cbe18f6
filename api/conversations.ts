/** The calls for conversations: reading them, and a human stepping in. */
import { z } from 'zod';
import { decisionShape } from './decision-shape.ts';
import { route } from './route.ts';
import { byId, id, instant, list, paging, problemShape } from './shapes.ts';

export const conversationStatus = z.enum([
  'waiting',
  'completed',
  'handed-off',
  'failed',
  'abandoned',
  'inactive',
  'none',
]);

export const messageShape = z.object({
  id: z.string(),
  from: z.enum(['bot', 'person', 'human']),
  type: z.enum(['message', 'media']),
  markdown: z.string().optional(),
  content: z.array(z.unknown()).optional().describe('The Markdown as a tree.'),
  media: z
    .object({
      kind: z.enum(['image', 'video', 'audio', 'embed', 'file']),
      url: z.string(),
      alt: z.string().optional(),
      link: z.string().optional(),
    })
    .optional(),
  author: z.string().optional(),
  at: instant,
});

export const conversationItemShape = z.object({
  id,
  channelId: id,
  deploymentId: id.nullable(),
  versionNumber: z.int().nullable(),
  personId: id,
  status: conversationStatus,
  outcome: z.string().nullable().describe('Named by an end block.'),
  openedAt: instant,
  touchedAt: instant,
  endedAt: instant.nullable(),
});

export const conversationShape = conversationItemShape.extend({
  decision: decisionShape,
  variables: z.record(z.string(), z.unknown()).describe('The flow’s variables; secret ones are masked.'),
  messages: z.array(messageShape),
  problem: problemShape.nullable().describe('Why it failed; null unless it did.'),
});

const tag = 'Conversations';

export const conversationCalls = {
  list: route({
    method: 'GET',
    path: '/conversations',
    summary: 'List conversations, newest first; `person` is an id or any key',
    tag,
    role: 'viewer',
    status: 200,
    query: z.strictObject({
      ...paging,
      deployment: id.optional(),
      version: z.coerce.number().int().min(1).max(2_147_483_647).optional(),
      status: conversationStatus.optional(),
      person: z.string().min(1).max(500).optional(),
    }),
    answer: list(conversationItemShape),
  }),
  get: route({
    method: 'GET',
    path: '/conversations/:id',
    summary: 'Read a conversation with its decision, variables and messages',
    tag,
    role: 'viewer',
    status: 200,
    params: byId,
    answer: conversationShape,
  }),
  reply: route({
    method: 'POST',
    path: '/conversations/:id/reply',
    summary: 'Answer a handed-off conversation as a human',
    tag,
    role: 'editor',
    status: 200,
    params: byId,
    body: z.strictObject({
      markdown: z.string().trim().min(1, 'A reply needs text.').max(20_000),
      author: z.string().trim().min(1).max(100).optional(),
    }),
    answer: conversationShape,
  }),
  close: route({
    method: 'POST',
    path: '/conversations/:id/close',
    summary: 'End a conversation',
    tag,
    role: 'editor',
    status: 200,
    params: byId,
    answer: conversationShape,
  }),
  handBack: route({
    method: 'POST',
    path: '/conversations/:id/hand-back',
    summary: 'Give a handed-off conversation back to the flow',
    tag,
    role: 'editor',
    status: 200,
    params: byId,
    answer: conversationShape,
  }),
};
