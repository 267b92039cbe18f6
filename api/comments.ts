/** The calls for comments on a flow's blocks and groups. They stand beside the document and belong to no version. */
import { z } from 'zod';
import { route } from './route.ts';
import { byId, id, instant } from './shapes.ts';

const text = z.string().trim().min(1, 'A comment says something.').max(5_000);

export const commentShape = z.object({
  id,
  block: id.nullable().describe('The block it is about; null when it is about a group.'),
  group: id.nullable(),
  text: z.string(),
  author: z.string(),
  mine: z.boolean().describe('Whoever asks wrote it.'),
  createdAt: instant,
  editedAt: instant.nullable(),
  resolvedAt: instant.nullable(),
  resolvedBy: z.string().nullable(),
});

const tag = 'Comments';
const byComment = z.strictObject({ id, comment: id });

export const commentCalls = {
  list: route({
    method: 'GET',
    path: '/flows/:id/comments',
    summary: 'List the comments of a flow, oldest first; also those whose block is gone from the draft',
    tag,
    role: 'viewer',
    status: 200,
    params: byId,
    answer: z.object({ items: z.array(commentShape) }),
  }),
  create: route({
    method: 'POST',
    path: '/flows/:id/comments',
    summary: 'Comment on a block or on a group',
    tag,
    role: 'editor',
    status: 201,
    params: byId,
    body: z
      .strictObject({ block: id.optional(), group: id.optional(), text })
      .refine(({ block, group }) => (block === undefined) !== (group === undefined), {
        message: 'A comment is about one block or one group.',
        path: ['block'],
      }),
    answer: commentShape,
  }),
  edit: route({
    method: 'PATCH',
    path: '/flows/:id/comments/:comment',
    summary: 'Change one’s own words, or mark a comment resolved or open again',
    tag,
    role: 'editor',
    status: 200,
    params: byComment,
    body: z.strictObject({ text: text.optional(), resolved: z.boolean().optional() }),
    answer: commentShape,
  }),
  remove: route({
    method: 'DELETE',
    path: '/flows/:id/comments/:comment',
    summary: 'Delete a comment of one’s own; an owner deletes any',
    tag,
    role: 'editor',
    status: 204,
    params: byComment,
  }),
};
