/** The call that reads the audit log. */
import { z } from 'zod';
import { route } from './route.ts';
import { id, instant, list, paging } from './shapes.ts';

export const auditShape = z.object({
  id,
  at: instant,
  actor: z.string(),
  action: z.string().describe('Noun and verb, such as “flow.publish”.'),
  target: z.string().describe('Id of the thing.'),
  before: z.unknown(),
  after: z.unknown(),
});

export const auditCalls = {
  list: route({
    method: 'GET',
    path: '/audit',
    summary: 'Who did what, newest first; `target` is the id of a thing',
    tag: 'Audit',
    role: 'viewer',
    status: 200,
    query: z.strictObject({ ...paging, target: id.optional() }),
    answer: list(auditShape),
  }),
};
