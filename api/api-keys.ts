/** The calls for API keys: who may call this API, with which rights. */
import { z } from 'zod';
import { route } from './route.ts';
import { byId, id, instant, list, name, paging, roleShape } from './shapes.ts';

export const apiKeyShape = z.object({
  id,
  name: z.string(),
  role: roleShape,
  createdAt: instant,
  lastUsedAt: instant.nullable(),
});

/** The only answer that ever holds the key itself. */
export const newApiKeyShape = apiKeyShape.extend({
  key: z.string().describe('The key itself. It is shown this once; keep it somewhere safe.'),
});

const tag = 'API keys';

export const apiKeyCalls = {
  list: route({
    method: 'GET',
    path: '/api-keys',
    summary: 'List the API keys of the workspace, newest first',
    tag,
    role: 'owner',
    status: 200,
    query: z.strictObject(paging),
    answer: list(apiKeyShape),
  }),
  create: route({
    method: 'POST',
    path: '/api-keys',
    summary: 'Make an API key; the key is shown once',
    tag,
    role: 'owner',
    status: 201,
    body: z.strictObject({ name, role: roleShape }),
    answer: newApiKeyShape,
  }),
  revoke: route({
    method: 'DELETE',
    path: '/api-keys/:id',
    summary: 'Revoke an API key',
    tag,
    role: 'owner',
    status: 204,
    params: byId,
  }),
};
