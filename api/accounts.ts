/** The calls for accounts: the first one, signing in and out, the password, the devices that are signed in. */
import { z } from 'zod';
import { route } from './route.ts';
import { byId, email, id, instant, linkToken, name, password, roleShape } from './shapes.ts';

export const accountShape = z.object({ id, name: z.string(), email: z.string() });

/** Who is signed in, and the workspaces they may name in the header `sluice-workspace`; the first is the usual one. */
export const sessionShape = z.object({
  account: accountShape,
  workspaces: z.array(
    z.object({
      id,
      name: z.string(),
      role: roleShape,
      demo: z.boolean().describe('The demo workspace, which stands apart.'),
    }),
  ),
});

const tag = 'Accounts';

export const accountCalls = {
  setupState: route({
    method: 'GET',
    path: '/setup',
    summary: 'Whether the first account is still to be made, and whether the one-time link is good',
    tag,
    role: 'anyone',
    status: 200,
    query: z.strictObject({ token: z.string().max(500).optional() }),
    answer: z.object({ needed: z.boolean(), valid: z.boolean() }),
  }),
  setup: route({
    method: 'POST',
    path: '/setup',
    summary: 'Make the first account and its workspace, by the one-time link; signs in',
    tag,
    role: 'anyone',
    status: 201,
    body: z.strictObject({ token: linkToken, name, email, password, workspace: name }),
    answer: sessionShape,
  }),
  signIn: route({
    method: 'POST',
    path: '/sessions',
    summary: 'Sign in; the answer sets the session cookie',
    tag,
    role: 'anyone',
    status: 201,
    // No rules for the password here: what an account has is what it has.
    body: z.strictObject({ email, password: z.string().min(1, 'A password is needed.').max(1_000) }),
    answer: sessionShape,
  }),
  session: route({
    method: 'GET',
    path: '/session',
    summary: 'Who is signed in, and in which workspaces they work',
    tag,
    role: 'account',
    status: 200,
    answer: sessionShape,
  }),
  signOut: route({
    method: 'DELETE',
    path: '/session',
    summary: 'Sign out',
    tag,
    role: 'account',
    status: 204,
  }),
  rename: route({
    method: 'PATCH',
    path: '/account',
    summary: 'Change one’s name',
    tag,
    role: 'account',
    status: 200,
    body: z.strictObject({ name }),
    answer: accountShape,
  }),
  changePassword: route({
    method: 'PUT',
    path: '/account/password',
    summary: 'Change one’s password; every other device is signed out',
    tag,
    role: 'account',
    status: 204,
    body: z.strictObject({ current: z.string().min(1).max(1_000), password }),
  }),
  devices: route({
    method: 'GET',
    path: '/account/sessions',
    summary: 'The devices that are signed in to this account, the last used first',
    tag,
    role: 'account',
    status: 200,
    answer: z.object({
      items: z.array(
        z.object({
          id,
          device: z.string().describe('As the browser called itself.'),
          createdAt: instant,
          lastSeenAt: instant.describe('To within five minutes.'),
          current: z.boolean(),
        }),
      ),
    }),
  }),
  signOutOthers: route({
    method: 'DELETE',
    path: '/account/sessions',
    summary: 'Sign out every other device',
    tag,
    role: 'account',
    status: 204,
  }),
  signOutDevice: route({
    method: 'DELETE',
    path: '/account/sessions/:id',
    summary: 'Sign out one device',
    tag,
    role: 'account',
    status: 204,
    params: byId,
  }),
};

export const passwordResetCalls = {
  ask: route({
    method: 'POST',
    path: '/password-resets',
    summary: 'Ask for a link to set a new password by e-mail; the answer is the same for every address',
    tag,
    role: 'anyone',
    status: 200,
    body: z.strictObject({ email }),
    answer: z.object({
      mail: z.boolean().describe('False: this Sluice sends no e-mail; an owner can make a link.'),
    }),
  }),
  confirm: route({
    method: 'POST',
    path: '/password-resets/confirm',
    summary: 'Set a new password by a link; every device is signed out',
    tag,
    role: 'anyone',
    status: 200,
    body: z.strictObject({ token: linkToken, password }),
    answer: z.object({ email: z.string() }),
  }),
};
