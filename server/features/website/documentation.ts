/** The website channel's calls as the OpenAPI document shows them; a test holds real answers against these shapes. */
import { conversationStatus, messageShape } from '@sluice/api/conversations';
import { problemDocument } from '@sluice/api/shapes';
import { z } from 'zod';

const page = z.object({
  url: z.string().optional(),
  referrer: z.string().optional(),
  title: z.string().optional(),
  locale: z.string().optional(),
  timeZone: z.string().optional(),
});

const opening = z.object({
  visitor: z.string().optional().describe('The newest visitor token; left out by somebody new.'),
  identity: z.string().optional().describe('HS256 JWT with the channel’s secret: `sub` and `exp` required.'),
  attributes: z.record(z.string(), z.unknown()).optional().describe('What the page claims of the visitor.'),
  page: page.optional(),
  restart: z.boolean().optional().describe('Conversations only: end the open one and begin anew.'),
});

const awaiting = z
  .union([
    z.null(),
    z.object({
      type: z.literal('input'),
      kind: z.enum(['text', 'number', 'email', 'url', 'phone', 'date', 'time', 'rating', 'file']),
      placeholder: z.string().optional(),
      button: z.string().optional(),
      required: z.boolean(),
      min: z.union([z.number(), z.string()]).optional(),
      max: z.union([z.number(), z.string()]).optional(),
      step: z.number().optional(),
    }),
    z.object({
      type: z.literal('choice'),
      items: z.array(
        z.object({
          id: z.string(),
          label: z.string(),
          description: z.string().optional(),
          image: z.string().optional(),
        }),
      ),
      multiple: z.boolean(),
      display: z.enum(['buttons', 'list', 'pictures', 'cards']),
    }),
  ])
  .describe('What the conversation waits for; null when it waits for nobody.');

export const visitAnswer = z.object({
  visitor: z.string(),
  bot: z
    .object({
      title: z.string(),
      greeting: z.string(),
      theme: z.record(z.string(), z.unknown()),
      resumes: z.boolean().describe('An open conversation waits to be resumed.'),
    })
    .nullable(),
});

export const openingAnswer = z.object({
  visitor: z.string(),
  conversation: z
    .object({
      id: z.string(),
      messages: z.array(messageShape),
      awaiting,
      status: conversationStatus,
    })
    .nullable()
    .describe('Null: no bot for this visitor.'),
});

export const turnAnswer = z.object({
  messages: z.array(messageShape).describe('The turn’s new messages of the bot.'),
  awaiting,
  status: conversationStatus,
  redirect: z.object({ url: z.string(), newTab: z.boolean() }).optional(),
});

const message = z.object({
  id: z
    .string()
    .max(100)
    .describe('The client’s own id: sent again, it gives the same answer and takes no turn.'),
  text: z.string().max(16_000).optional(),
  choice: z.string().optional().describe('An item’s id.'),
  choices: z.array(z.string()).optional(),
  file: z.object({ url: z.string(), name: z.string() }).optional(),
});

const common = { tags: ['Website channel'], security: [] };
const key = z.object({ key: z.string().describe('The channel’s public key.') });
const keyAndId = key.extend({ id: z.string() });

export const documentation = {
  visit: {
    ...common,
    summary: 'A page load: decides whether the bubble shows; writes nothing for anonymous visitors',
    params: key,
    body: opening,
    response: { 200: visitAnswer, '4XX': problemDocument },
  },
  open: {
    ...common,
    summary: 'Opens a conversation, or resumes the open one with its whole transcript',
    params: key,
    body: opening,
    response: { 200: openingAnswer, '4XX': problemDocument },
  },
  message: {
    ...common,
    summary:
      'A person’s message; `Authorization: Bearer <visitor token>`; exactly one of text, choice, choices, file',
    params: keyAndId,
    body: message,
    response: { 200: turnAnswer, '4XX': problemDocument },
  },
  events: {
    ...common,
    summary: 'Server-sent events of what comes later: `message` and `status`; Last-Event-ID resumes',
    params: keyAndId,
  },
};
