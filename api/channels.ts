/** The calls for channels: configured connections to a platform. Secrets go in and never come out. */
import { z } from 'zod';
import { route } from './route.ts';
import { byId, id, instant, list, name, paging } from './shapes.ts';

const settings = z.record(z.string(), z.unknown());

export const channelShape = z.object({
  id,
  key: z.string().describe('Public: stands in the page’s script tag.'),
  platform: z.string(),
  name: z.string(),
  settings: settings.describe('Without the secrets.'),
  secretsSet: z.array(z.string()).describe('Dotted paths of the secrets that are set.'),
  createdAt: instant,
});

export const attributeShape = z.object({
  path: z.string(),
  name: z.string(),
  type: z.enum(['text', 'number', 'boolean', 'date', 'list']),
  description: z.string(),
  example: z.string(),
  source: z.string(),
  trust: z.enum(['verified', 'claimed']),
});

const tag = 'Channels';

export const channelCalls = {
  create: route({
    method: 'POST',
    path: '/channels',
    summary: 'Connect a platform',
    tag,
    role: 'editor',
    status: 201,
    body: z.strictObject({ platform: z.string().min(1).max(50), name, settings: settings.default({}) }),
    answer: channelShape,
  }),
  list: route({
    method: 'GET',
    path: '/channels',
    summary: 'List the channels, newest first',
    tag,
    role: 'viewer',
    status: 200,
    query: z.strictObject(paging),
    answer: list(channelShape),
  }),
  get: route({
    method: 'GET',
    path: '/channels/:id',
    summary: 'Read a channel',
    tag,
    role: 'viewer',
    status: 200,
    params: byId,
    answer: channelShape,
  }),
  edit: route({
    method: 'PATCH',
    path: '/channels/:id',
    summary: 'Rename a channel or change settings (merge patch: null removes a setting)',
    tag,
    role: 'editor',
    status: 200,
    params: byId,
    body: z.strictObject({ name: name.optional(), settings: settings.optional() }),
    answer: channelShape,
  }),
  archive: route({
    method: 'DELETE',
    path: '/channels/:id',
    summary: 'Archive a channel; refused while a deployment uses it',
    tag,
    role: 'editor',
    status: 204,
    params: byId,
  }),
  attributes: route({
    method: 'GET',
    path: '/channels/:id/attributes',
    summary: 'The catalogue of attributes that can be targeted on this channel',
    tag,
    role: 'viewer',
    status: 200,
    params: byId,
    answer: z.object({ items: z.array(attributeShape) }),
  }),
};
