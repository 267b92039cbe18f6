/** The calls for workspaces: the one that a call is for, and new ones. */
import { z } from 'zod';
import { route } from './route.ts';
import { id, instant, name, roleShape } from './shapes.ts';

export const workspaceShape = z.object({
  id,
  name: z.string(),
  demo: z.boolean(),
  createdAt: instant,
  role: roleShape.describe('The caller’s.'),
});

const tag = 'Workspaces';

export const workspaceCalls = {
  get: route({
    method: 'GET',
    path: '/workspace',
    summary: 'The workspace that this call is for',
    tag,
    role: 'viewer',
    status: 200,
    answer: workspaceShape,
  }),
  rename: route({
    method: 'PATCH',
    path: '/workspace',
    summary: 'Rename the workspace',
    tag,
    role: 'owner',
    status: 200,
    body: z.strictObject({ name }),
    answer: workspaceShape,
  }),
  create: route({
    method: 'POST',
    path: '/workspaces',
    summary: 'Make a workspace of one’s own',
    tag,
    role: 'account',
    status: 201,
    body: z.strictObject({ name }),
    answer: workspaceShape,
  }),
};
