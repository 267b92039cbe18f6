/** The calls for versions: publishing, and reading what was published. */
import { z } from 'zod';
import { documentShape, flowShape } from './flows.ts';
import { route } from './route.ts';
import { byId, id, instant, list, paging, problemShape } from './shapes.ts';

export const versionShape = z.object({
  number: z.int().min(1),
  label: z.string().nullable(),
  note: z.string().nullable(),
  author: z.string(),
  hash: z.string().describe('SHA-256, hex, of the content and everything it pins.'),
  publishedAt: instant,
});
export const versionInListShape = versionShape.extend({
  running: z.int().describe('Conversations that run on it now.'),
});
export const versionWithDocumentShape = versionShape.extend({
  document: documentShape,
  pins: z.record(z.string(), z.int()).describe('The versions of the subflows this version runs, by flow id.'),
});

export const publishingShape = z.object({
  next: z.int().describe('The number that publishing now would give.'),
  latest: z.object({ number: z.int(), label: z.string().nullable(), hash: z.string() }).nullable(),
  sameAsLatest: z.boolean().describe('The draft, with what it would pin, is what was published last.'),
  publishable: z.boolean().describe('Nothing among the problems stops publishing.'),
  problems: z.array(problemShape).describe('Everything the check finds, warnings included.'),
  tests: z.int().describe('How many tests the flow has; publishing runs them.'),
  deployments: z
    .array(
      z.object({
        id,
        name: z.string(),
        channelName: z.string(),
        status: z.enum(['active', 'inactive', 'winding-down']),
        policy: z.enum(['latest', 'pinned']),
        version: z
          .int()
          .nullable()
          .describe('What new conversations run now; null before the first publish.'),
      }),
    )
    .describe('Deployments of this flow. Those on "latest" take the new version at once.'),
  running: z
    .array(
      z.object({
        version: z.int(),
        conversations: z.int(),
        at: z
          .array(z.object({ block: id.nullable(), conversations: z.int() }))
          .describe('The blocks of this flow they wait at; within a subflow, the block that called it.'),
      }),
    )
    .describe('Running conversations by version. They finish on it.'),
});

const tag = 'Versions';
/** The largest number the database keeps. */
const number = z.coerce.number().int().min(1).max(2_147_483_647);

export const versionCalls = {
  publish: route({
    method: 'POST',
    path: '/flows/:id/versions',
    summary: 'Publish the draft as the next version; an If-Match names the draft that is meant',
    tag,
    role: 'editor',
    status: 201,
    params: byId,
    body: z.strictObject({
      label: z.string().trim().min(1).max(100).nullable().optional(),
      note: z.string().trim().max(5_000).nullable().optional(),
      expectedLatest: z
        .int()
        .min(0)
        .optional()
        .describe('The newest version the publisher has seen (0: none); 409 when somebody published since.'),
      acknowledgeFailingTests: z
        .boolean()
        .optional()
        .describe('Publish although tests of the flow fail; without it that is refused (422 tests-failing).'),
    }),
    answer: versionShape,
  }),
  list: route({
    method: 'GET',
    path: '/flows/:id/versions',
    summary: 'List a flow’s versions, newest first',
    tag,
    role: 'viewer',
    status: 200,
    params: byId,
    query: z.strictObject(paging),
    answer: list(versionInListShape),
  }),
  get: route({
    method: 'GET',
    path: '/flows/:id/versions/:number',
    summary: 'Read a version with its document',
    tag,
    role: 'viewer',
    status: 200,
    params: z.strictObject({ id, number }),
    answer: versionWithDocumentShape,
  }),
  restore: route({
    method: 'POST',
    path: '/flows/:id/versions/:number/restore',
    summary: 'Make a version’s document the draft; an If-Match names the draft that goes',
    tag,
    role: 'editor',
    status: 200,
    params: z.strictObject({ id, number }),
    answer: flowShape,
  }),
  publishing: route({
    method: 'GET',
    path: '/flows/:id/publishing',
    summary: 'What publishing now would do: to deployments, and to conversations that run; writes nothing',
    tag,
    role: 'viewer',
    status: 200,
    params: byId,
    answer: publishingShape,
  }),
};
