/** The calls for versions: publishing, and reading what was published. */
import { z } from 'zod';
import { documentShape } from './flows.ts';
import { route } from './route.ts';
import { byId, id, instant, list, paging } from './shapes.ts';

export const versionShape = z.object({
  number: z.int().min(1),
  label: z.string().nullable(),
  note: z.string().nullable(),
  author: z.string(),
  hash: z.string().describe('SHA-256, hex, of the content and everything it pins.'),
  publishedAt: instant,
});
export const versionWithDocumentShape = versionShape.extend({
  document: documentShape,
  pins: z.record(z.string(), z.int()).describe('The versions of the subflows this version runs, by flow id.'),
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
    answer: list(versionShape),
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
};
