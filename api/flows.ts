/** The calls for flows and their drafts. */
import { documentSchema } from '@sluice/core/flow/schema';
import { z } from 'zod';
import { described } from './described.ts';
import { route } from './route.ts';
import { byId, id, instant, list, name, paging, problemList } from './shapes.ts';

/** A flow document; settings of blocks are described by the blocks themselves. */
export const documentShape = described(
  documentSchema,
  'A flow document. Each block has the settings of its type beside `id` and `type`.',
);

export const flowItemShape = z.object({
  id,
  name: z.string(),
  latestVersion: z.int().nullable().describe('Number of the newest version; null before the first publish.'),
  draftSavedAt: instant,
  draftSavedBy: z.string().nullable().describe('Who saved the draft last; null when that was not kept.'),
  problems: z
    .int()
    .nullable()
    .describe('Problems found when the draft was saved; null when not counted then.'),
  createdAt: instant,
  updatedAt: instant,
});
export const flowInListShape = flowItemShape.extend({
  latestLabel: z.string().nullable().describe('Label of the newest version.'),
  live: z.int().describe('Active deployments.'),
});
export const flowShape = flowItemShape.extend({ draft: documentShape });

/** A flow of two thousand groups has room; what is larger is not a flow that people can read. */
const DOCUMENT_BYTES = 4 * 1024 * 1024;
/** An import brings a flow with its subflows. */
const IMPORT_BYTES = 16 * 1024 * 1024;

const tag = 'Flows';
const optionalName = z.strictObject({ name: name.optional() });

export const flowCalls = {
  create: route({
    method: 'POST',
    path: '/flows',
    summary: 'Make a flow: empty, from a document, or from a template',
    tag,
    role: 'editor',
    largestBody: DOCUMENT_BYTES,
    status: 201,
    body: z
      .strictObject({ name, document: documentShape.optional(), template: id.optional() })
      .refine(({ document, template }) => document === undefined || template === undefined, {
        message: 'A flow begins from a document or from a template, not from both.',
        path: ['template'],
      }),
    answer: flowShape,
  }),
  list: route({
    method: 'GET',
    path: '/flows',
    summary: 'List the flows, newest first; `q` finds them by a part of their name',
    tag,
    role: 'viewer',
    status: 200,
    query: z.strictObject({ ...paging, q: z.string().trim().max(200).optional() }),
    answer: list(flowInListShape),
  }),
  get: route({
    method: 'GET',
    path: '/flows/:id',
    summary: 'Read a flow with its draft; the ETag is the draft’s',
    tag,
    role: 'viewer',
    status: 200,
    params: byId,
    answer: flowShape,
  }),
  rename: route({
    method: 'PATCH',
    path: '/flows/:id',
    summary: 'Rename a flow',
    tag,
    role: 'editor',
    status: 200,
    params: byId,
    body: z.strictObject({ name }),
    answer: flowShape,
  }),
  archive: route({
    method: 'DELETE',
    path: '/flows/:id',
    summary: 'Archive a flow; refused while a deployment uses it',
    tag,
    role: 'editor',
    status: 204,
    params: byId,
  }),
  copy: route({
    method: 'POST',
    path: '/flows/:id/copy',
    summary: 'Copy a flow’s draft into a new flow',
    tag,
    role: 'editor',
    status: 201,
    params: byId,
    body: optionalName,
    answer: flowShape,
  }),
  saveDraft: route({
    method: 'PUT',
    path: '/flows/:id/draft',
    summary: 'Save the draft; answers the problems it still has',
    tag,
    role: 'editor',
    largestBody: DOCUMENT_BYTES,
    status: 200,
    params: byId,
    body: documentShape,
    answer: problemList,
  }),
  import: route({
    method: 'POST',
    path: '/flows/import',
    summary: 'Make flows from documents, all of them or none',
    tag,
    role: 'editor',
    largestBody: IMPORT_BYTES,
    status: 201,
    body: z.strictObject({
      format: z.enum(['sluice', 'typebot']),
      documents: z
        .array(documentShape)
        .min(1, 'At least one document is needed.')
        .max(50, 'At most 50 documents.'),
    }),
    answer: z.object({ flows: z.array(flowShape), warnings: z.array(z.string()) }),
  }),
};
