/** The calls for segments: saved audiences that others refer to. */
import { audienceSchema } from '@sluice/core/audience/schema';
import { z } from 'zod';
import { described } from './described.ts';
import { route } from './route.ts';
import { byId, id, instant, list, name, paging } from './shapes.ts';

const audience = described(audienceSchema, 'All rules of a group must hold; any group may match.');

export const segmentShape = z.object({ id, name: z.string(), audience, createdAt: instant });

const tag = 'Segments';

export const segmentCalls = {
  create: route({
    method: 'POST',
    path: '/segments',
    summary: 'Save an audience under a name',
    tag,
    role: 'editor',
    status: 201,
    body: z.strictObject({ name, audience }),
    answer: segmentShape,
  }),
  list: route({
    method: 'GET',
    path: '/segments',
    summary: 'List the segments, newest first',
    tag,
    role: 'viewer',
    status: 200,
    query: z.strictObject(paging),
    answer: list(segmentShape),
  }),
  get: route({
    method: 'GET',
    path: '/segments/:id',
    summary: 'Read a segment',
    tag,
    role: 'viewer',
    status: 200,
    params: byId,
    answer: segmentShape,
  }),
  edit: route({
    method: 'PATCH',
    path: '/segments/:id',
    summary:
      'Rename a segment or replace its audience; every deployment that uses it sees the change at once',
    tag,
    role: 'editor',
    status: 200,
    params: byId,
    body: z.strictObject({ name: name.optional(), audience: audience.optional() }),
    answer: segmentShape,
  }),
  remove: route({
    method: 'DELETE',
    path: '/segments/:id',
    summary: 'Delete a segment; refused while a deployment or another segment uses it',
    tag,
    role: 'editor',
    status: 204,
    params: byId,
  }),
};
