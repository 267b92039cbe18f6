/** The calls for invitations: asking somebody into a workspace by e-mail address, and accepting. */
import { z } from 'zod';
import { sessionShape } from './accounts.ts';
import { route } from './route.ts';
import { byId, email, id, instant, linkToken, list, name, paging, password, roleShape } from './shapes.ts';

export const invitationShape = z.object({
  id,
  email: z.string(),
  role: roleShape,
  invitedBy: z.string(),
  createdAt: instant,
  expiresAt: instant,
});

const tag = 'Members';

export const invitationCalls = {
  list: route({
    method: 'GET',
    path: '/invitations',
    summary: 'List the invitations that are open, newest first',
    tag,
    role: 'owner',
    status: 200,
    query: z.strictObject(paging),
    answer: list(invitationShape),
  }),
  create: route({
    method: 'POST',
    path: '/invitations',
    summary: 'Invite somebody; an earlier invitation of the same address is replaced',
    tag,
    role: 'owner',
    status: 201,
    body: z.strictObject({ email, role: roleShape }),
    answer: invitationShape.extend({
      mail: z.enum(['sent', 'failed', 'off']).describe('Whether the link was mailed.'),
      problem: z.string().nullable().describe('Why it was not.'),
      link: z.string().nullable().describe('Shown this once, when it was not mailed: pass it on yourself.'),
    }),
  }),
  revoke: route({
    method: 'DELETE',
    path: '/invitations/:id',
    summary: 'Revoke an invitation: its link is no longer good',
    tag,
    role: 'owner',
    status: 204,
    params: byId,
  }),
  look: route({
    method: 'POST',
    path: '/invitations/look',
    summary: 'What an invitation’s link is for',
    tag,
    role: 'anyone',
    status: 200,
    body: z.strictObject({ token: linkToken }),
    answer: z.object({
      workspace: z.string(),
      email: z.string(),
      role: roleShape,
      invitedBy: z.string(),
      expiresAt: instant,
      hasAccount: z.boolean().describe('Sign in with this address first; otherwise make an account.'),
    }),
  }),
  accept: route({
    method: 'POST',
    path: '/invitations/accept',
    summary:
      'Accept an invitation, signed in with its address, or with a name and password for a new account',
    tag,
    role: 'anyone',
    status: 200,
    body: z.strictObject({ token: linkToken, name: name.optional(), password: password.optional() }),
    answer: sessionShape.extend({ joined: id.describe('Id of the workspace.') }),
  }),
};
