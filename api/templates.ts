/** The call for templates: flows to begin from. */
import { z } from 'zod';
import { route } from './route.ts';
import { id } from './shapes.ts';

export const templateShape = z.object({ id, name: z.string(), description: z.string() });

export const templateCalls = {
  list: route({
    method: 'GET',
    path: '/templates',
    summary: 'List the flows one can begin from; POST /flows takes the id as `template`',
    tag: 'Flows',
    role: 'viewer',
    status: 200,
    answer: z.object({ items: z.array(templateShape) }),
  }),
};
