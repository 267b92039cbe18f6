/** The calls for preview links: a flow tried out by people without an account. */
import { z } from 'zod';
import { route } from './route.ts';
import { byId, id, instant } from './shapes.ts';

export const previewLinkShape = z.object({
  id,
  version: z.int().nullable().describe('null: the draft, as it is when somebody plays it.'),
  note: z.string().nullable(),
  author: z.string(),
  createdAt: instant,
  expiresAt: instant,
  expired: z.boolean(),
});

const tag = 'Preview links';

export const previewLinkCalls = {
  list: route({
    method: 'GET',
    path: '/flows/:id/preview-links',
    summary: 'List a flow’s preview links that were not revoked, newest first; never their addresses',
    tag,
    role: 'viewer',
    status: 200,
    params: byId,
    answer: z.object({ items: z.array(previewLinkShape) }),
  }),
  create: route({
    method: 'POST',
    path: '/flows/:id/preview-links',
    summary: 'Make a link that lets anybody play the draft or a version; its address is shown once',
    tag,
    role: 'editor',
    status: 201,
    params: byId,
    body: z.strictObject({
      version: z.int().min(1).max(2_147_483_647).nullable().optional().describe('Left out: the draft.'),
      expiresInHours: z.number().positive().max(720, 'A preview link lasts 720 hours at most.').default(72),
      note: z.string().trim().max(500).nullable().optional(),
    }),
    answer: previewLinkShape.extend({
      url: z.string().describe('Absolute when PUBLIC_URL is set, else a path on this server.'),
    }),
  }),
  revoke: route({
    method: 'DELETE',
    path: '/flows/:id/preview-links/:link',
    summary: 'Revoke a preview link: it stops working at once',
    tag,
    role: 'editor',
    status: 204,
    params: z.strictObject({ id, link: id }),
  }),
};
