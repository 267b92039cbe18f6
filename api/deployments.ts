/** The calls for deployments: making, editing, switching, named acts, and what an edit would mean. */
import { z } from 'zod';
import { route } from './route.ts';
import { byId, id, instant, list, paging, problemShape } from './shapes.ts';

/** Read, and refused with a sentence that says the fix, by the core's own rules; here they are only described. */
const readByCore = (described: Readonly<Record<string, unknown>>) =>
  z
    .unknown()
    .optional()
    .meta({ ...described });

const personKeys = (says: string) =>
  readByCore({
    type: 'array',
    items: { type: 'string' },
    description: `${says} Any identity of a person works.`,
  });

const rollout = z
  .strictObject({
    share: readByCore({
      type: 'number',
      minimum: 0,
      maximum: 100,
      multipleOf: 0.01,
      description: 'Percent of the people who match.',
    }),
    mode: readByCore({
      type: 'string',
      enum: ['permanent', 'follow'],
      description:
        'permanent (the default): everyone is picked once. follow: checked again at every conversation.',
    }),
  })
  .optional();

const fields = {
  name: readByCore({ type: 'string', minLength: 1, maxLength: 200 }),
  version: readByCore({
    anyOf: [
      { type: 'string', enum: ['latest'] },
      { type: 'integer', minimum: 1 },
    ],
    description: '"latest", or the number of a published version.',
  }),
  audience: readByCore({
    type: 'object',
    description:
      'Audience { everyone?, groups?: [ { name, rules: [ { attribute, operator, value? } | { segment } ] } ] }',
  }),
  rollout,
  always: personKeys('These people always get the bot.'),
  never: personKeys('These people never get it from this deployment.'),
  active: readByCore({ type: 'boolean' }),
  position: readByCore({
    type: 'integer',
    minimum: 0,
    maximum: 1_000_000,
    description:
      'Lower numbers are asked first; equal ones in the order of their ids. Left out: after the others.',
  }),
  seed: z
    .string()
    .max(100, 'A seed has at most 100 characters.')
    .optional()
    .describe('What everyone’s number is made from. Random unless given.'),
  sameAs: id.optional().describe('Id of a deployment whose seed to use: the same people.'),
};

/** What raising the share does to people left out earlier. */
const ratchet = {
  onRaise: z
    .enum(['keep', 'invite'])
    .default('keep')
    .describe('Raised below 100%: leave them out, or let in those now under the share.'),
  onFull: z
    .enum(['include', 'keep'])
    .default('include')
    .describe('Set to 100%: let everyone in, or only people not met yet.'),
};

export const deploymentShape = z.object({
  id,
  name: z.string(),
  flowId: id,
  channelId: id,
  status: z.enum(['active', 'inactive', 'winding-down']),
  active: z.boolean(),
  version: z.union([z.literal('latest'), z.int()]),
  versionNumber: z.int().nullable().describe('What a new conversation runs now.'),
  audience: z.record(z.string(), z.unknown()),
  rollout: z.object({ share: z.number().describe('Percent.'), mode: z.enum(['permanent', 'follow']) }),
  always: z.array(z.string()),
  never: z.array(z.string()),
  position: z.int(),
  seed: z.string(),
  generation: z.int().describe('One more each time everyone is picked again.'),
  actNumber: z.int().describe('Number of the last act.'),
  createdAt: instant,
  updatedAt: instant,
});

export const drawShape = z.object({
  personId: id,
  u32: z.int(),
  share: z.number().describe('Percent at the draw.'),
  act: z.int().describe('The deployment’s act number at the draw.'),
  at: instant,
  purpose: z.enum(['conversation', 'visit', 'identified', 'put-in']),
  result: z
    .enum(['in', 'out'])
    .describe('Today’s, after the acts since; of several draws the earliest counts.'),
});

const actCounts = {
  changed: z.int().describe('People whose result differs.'),
  in: z.int().describe('Stored people who stand in afterwards.'),
  out: z.int().describe('Stored people who stand out afterwards.'),
};

export const previewShape = z.object({
  people: z.object({
    known: z.int().describe('People stored in this workspace; of very many, those that were looked at.'),
    matching: z.int(),
    in: z.int().describe('Would get the bot in a new conversation.'),
    out: z.int().describe('Match, and would not.'),
    newlyIn: z.int(),
    newlyOut: z.int(),
  }),
  acts: z
    .array(z.object({ act: z.string(), ...actCounts }))
    .describe('The acts that this edit names, with their exact counts among people drawn so far.'),
  warnings: z.array(problemShape),
});

const tag = 'Deployments';

export const deploymentCalls = {
  create: route({
    method: 'POST',
    path: '/deployments',
    summary: 'Deploy a flow on a channel, inactive unless asked',
    tag,
    role: 'editor',
    status: 201,
    body: z
      .strictObject({ ...fields, flowId: id, channelId: id })
      .meta({ required: ['name', 'flowId', 'channelId', 'version', 'audience', 'rollout'] }),
    answer: deploymentShape,
  }),
  list: route({
    method: 'GET',
    path: '/deployments',
    summary: 'List the deployments, newest first',
    tag,
    role: 'viewer',
    status: 200,
    query: z.strictObject({ ...paging, flow: id.optional(), channel: id.optional() }),
    answer: list(deploymentShape),
  }),
  preview: route({
    method: 'POST',
    path: '/deployments/preview',
    summary:
      'What a deployment, or an edit of one (with `id`), would mean for the people known so far; writes nothing',
    tag,
    role: 'viewer',
    status: 200,
    body: z.strictObject({
      ...fields,
      flowId: id.optional(),
      channelId: id.optional(),
      id: id.optional(),
      ...ratchet,
    }),
    answer: previewShape,
  }),
  get: route({
    method: 'GET',
    path: '/deployments/:id',
    summary: 'Read a deployment',
    tag,
    role: 'viewer',
    status: 200,
    params: byId,
    answer: deploymentShape,
  }),
  edit: route({
    method: 'PATCH',
    path: '/deployments/:id',
    summary: 'Change any subset of fields; the rollout merges field by field, the audience is replaced',
    tag,
    role: 'editor',
    status: 200,
    params: byId,
    body: z.strictObject({ ...fields, flowId: id.optional(), channelId: id.optional(), ...ratchet }),
    answer: deploymentShape,
  }),
  archive: route({
    method: 'DELETE',
    path: '/deployments/:id',
    summary: 'Archive a deployment; refused while conversations run. Its draws are kept',
    tag,
    role: 'editor',
    status: 204,
    params: byId,
  }),
  activate: route({
    method: 'POST',
    path: '/deployments/:id/activate',
    summary: 'Take new conversations; held ones go on',
    tag,
    role: 'editor',
    status: 200,
    params: byId,
    body: z.strictObject({}),
    answer: deploymentShape,
  }),
  deactivate: route({
    method: 'POST',
    path: '/deployments/:id/deactivate',
    summary: 'Stop at once, running conversations included; with `handOff` they are given to humans',
    tag,
    role: 'editor',
    status: 200,
    params: byId,
    body: z.strictObject({ handOff: z.boolean().default(false), dryRun: z.boolean().default(false) }),
    answer: deploymentShape.extend({
      conversations: z.object({
        stopped: z.int().describe('Conversations that were running and stop now.'),
        handedOff: z.int().describe('Of these, given to humans.'),
      }),
    }),
  }),
  windDown: route({
    method: 'POST',
    path: '/deployments/:id/wind-down',
    summary: 'Take no new conversations; running ones finish',
    tag,
    role: 'editor',
    status: 200,
    params: byId,
    body: z.strictObject({}),
    answer: deploymentShape,
  }),
  draws: route({
    method: 'GET',
    path: '/deployments/:id/draws',
    summary: 'A person’s stored draws in this deployment; `person` is an id or any key',
    tag,
    role: 'viewer',
    status: 200,
    params: byId,
    query: z.strictObject({ person: z.string().min(1).max(500) }),
    answer: z.object({ items: z.array(drawShape) }),
  }),
  act: route({
    method: 'POST',
    path: '/deployments/:id/acts',
    summary: 'Do a named act; with `dryRun` only count what it would change',
    tag,
    role: 'editor',
    status: 200,
    params: byId,
    body: z.strictObject({
      act: readByCore({
        type: 'string',
        enum: ['invite-again', 'take-back', 'put-in', 'leave-out', 'redraw-everyone'],
      }),
      person: readByCore({ type: 'string', description: 'For put-in and leave-out: an id or any key.' }),
      share: readByCore({ type: 'number', description: 'Percent, for take-back (and invite-again).' }),
      confirm: readByCore({ type: 'string', description: 'The deployment’s name, for redraw-everyone.' }),
      dryRun: z.boolean().default(false),
    }),
    answer: z.object(actCounts),
  }),
};
