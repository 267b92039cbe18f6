/** The calls for members: who works in a workspace, with which role. */
import { z } from 'zod';
import { route } from './route.ts';
import { byId, id, instant, list, paging, roleShape } from './shapes.ts';

export const memberShape = z.object({
  id: id.describe('Of the account.'),
  name: z.string(),
  email: z.string(),
  role: roleShape,
  joinedAt: instant,
  you: z.boolean(),
});

const tag = 'Members';

export const memberCalls = {
  list: route({
    method: 'GET',
    path: '/members',
    summary: 'List the members of the workspace, newest first',
    tag,
    role: 'viewer',
    status: 200,
    query: z.strictObject(paging),
    answer: list(memberShape),
  }),
  changeRole: route({
    method: 'PATCH',
    path: '/members/:id',
    summary: 'Give a member another role; a workspace keeps at least one owner',
    tag,
    role: 'owner',
    status: 200,
    params: byId,
    body: z.strictObject({ role: roleShape }),
    answer: memberShape,
  }),
  remove: route({
    method: 'DELETE',
    path: '/members/:id',
    summary: 'Remove a member (owners), or leave the workspace oneself; at least one owner stays',
    tag,
    role: 'viewer',
    status: 204,
    params: byId,
  }),
  resetLink: route({
    method: 'POST',
    path: '/members/:id/reset-link',
    summary: 'Make a link with which a member sets a new password; only where no e-mail can be sent',
    tag,
    role: 'owner',
    status: 201,
    params: byId,
    body: z.strictObject({}),
    answer: z.object({ link: z.string().describe('Shown this once; good once.'), expiresAt: instant }),
  }),
};
