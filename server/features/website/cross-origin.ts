/** Which browser pages may read a website channel's answers: CORS by the channel's own list of origins. */
import cors from '@fastify/cors';
import { originAllowed } from '@sluice/platforms/website/origin';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Plans } from '../deployments/plans.ts';
import { settingsOf, websiteChannel } from './channel-request.ts';

/** The path, not the route's parameters: a preflight is answered by a route of the library that has none. */
const KEY = /^\/website\/([^/?]+)\//;

/** No credentials are allowed: what counts is the visitor token, which a page sends itself. */
export const allowOrigins = async (app: FastifyInstance, plans: Plans): Promise<void> => {
  await app.register(cors, () => async (request: FastifyRequest) => ({
    origin: await allowedOrigin(plans, request),
    methods: ['GET', 'POST'],
    allowedHeaders: ['content-type', 'authorization', 'last-event-id'],
    exposedHeaders: ['retry-after'],
    maxAge: 600,
  }));
};

/** False allows nobody; so does a channel that cannot be looked up: the call itself then says why. */
const allowedOrigin = async (plans: Plans, request: FastifyRequest): Promise<string | false> => {
  const { origin } = request.headers;
  const key = KEY.exec(request.url)?.[1];
  if (origin === undefined || key === undefined) return false;
  const loaded = await websiteChannel(plans, key).catch(() => null);
  return loaded !== null && originAllowed(settingsOf(loaded).allowedOrigins, origin) ? origin : false;
};
