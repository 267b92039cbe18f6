/** `/metrics` for Prometheus: what the process and the database say, and how long the public calls took. */
import type { FastifyInstance } from 'fastify';
import type { Metrics } from '../features/insights/metrics.ts';

const MESSAGES = '/website/:key/conversations/:id/messages';
const OPENINGS = '/website/:key/conversations';
const VISITS = '/website/:key/visits';

/** Registered before the routes it measures. */
export const measure = (app: FastifyInstance, metrics: Metrics): void => {
  app.addHook('onResponse', async (request, reply) => {
    const seconds = reply.elapsedTime / 1000;
    const { url, method } = request.routeOptions;
    if (method === 'OPTIONS') return;
    if (url === MESSAGES) metrics.turnTook(seconds, reply.statusCode);
    else if (url === VISITS) metrics.decisionTook(seconds, 'visit');
    else if (url === OPENINGS) metrics.decisionTook(seconds, 'conversation');
  });
  app.get('/metrics', { schema: { hide: true } }, async (_request, reply) =>
    reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
  );
};
