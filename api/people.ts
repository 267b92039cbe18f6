/** The calls for people: whoever talked to a bot, or is known by their user id. */
import { z } from 'zod';
import { conversationShape } from './conversations.ts';
import { route } from './route.ts';
import { byId, id, instant, list, paging } from './shapes.ts';

const attributes = z.record(z.string(), z.unknown());

export const personItemShape = z.object({
  id,
  key: z.string().describe('The stable id at first contact; draws are made with it.'),
  attributes: attributes.describe('What counts: verified attributes win over claimed ones.'),
  tags: z.array(z.string()),
  createdAt: instant,
  lastSeenAt: instant,
});

export const personShape = personItemShape.extend({
  verified: attributes.describe('What the server knows.'),
  given: z
    .object({ attributes, addedTags: z.array(z.string()), removedTags: z.array(z.string()) })
    .describe('What flows set; beats claims, is beaten by what is verified.'),
  claimed: attributes.describe('What pages said.'),
  identities: z.array(z.object({ kind: z.enum(['user', 'visitor', 'intercom']), value: z.string() })),
  mergedIds: z.array(id).describe('Ids of people found to be the same person.'),
});

const exportedDraw = z.object({
  deploymentId: id,
  generation: z.int(),
  personId: id,
  u32: z.int(),
  share: z.number().describe('Percent at the draw.'),
  act: z.int(),
  at: instant,
  purpose: z.string(),
  method: z.string(),
});

export const personExportShape = z.object({
  person: personShape,
  draws: z.array(exportedDraw),
  conversations: z.array(conversationShape.extend({ attributes })),
});

const tag = 'People';

export const peopleCalls = {
  list: route({
    method: 'GET',
    path: '/people',
    summary: 'List people, newest first; `q` searches ids, e-mail addresses and names',
    tag,
    role: 'viewer',
    status: 200,
    query: z.strictObject({ ...paging, q: z.string().trim().min(1).max(200).optional() }),
    answer: list(personItemShape),
  }),
  get: route({
    method: 'GET',
    path: '/people/:id',
    summary: 'Read a person, by id or any key of theirs',
    tag,
    role: 'viewer',
    status: 200,
    params: z.strictObject({ id: z.string().min(1).max(500) }),
    answer: personShape,
  }),
  put: route({
    method: 'PUT',
    path: '/people/by-key/:key',
    summary: 'Set verified attributes of a person (merge patch); an unknown key makes a new person',
    tag,
    role: 'editor',
    status: 200,
    params: z.strictObject({ key: z.string().trim().min(1).max(500) }),
    body: z.strictObject({ attributes: attributes.default({}) }),
    answer: personShape,
  }),
  export: route({
    method: 'GET',
    path: '/people/:id/export',
    summary: 'Everything kept about a person, as one JSON document',
    tag,
    role: 'editor',
    status: 200,
    params: byId,
    answer: personExportShape,
  }),
  erase: route({
    method: 'DELETE',
    path: '/people/:id',
    summary: 'Erase a person: messages, traces, attributes and draws; the audit log keeps the fact only',
    tag,
    role: 'owner',
    status: 204,
    params: byId,
  }),
};
