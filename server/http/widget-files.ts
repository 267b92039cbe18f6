/** Serves the built widget: the loader under its fixed name, the rest under names that change with their content. */
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

const DIST = fileURLToPath(new URL('../../widget/dist/', import.meta.url));

export const widgetFiles = async (app: FastifyInstance): Promise<void> => {
  await app.register(fastifyStatic, {
    root: DIST,
    prefix: '/widget/',
    index: false,
    preCompressed: true,
    setHeaders: (reply, path) => {
      // Every site may load these. Names hold a hash, so they are kept for ever; only the loader's does not.
      reply.header('access-control-allow-origin', '*');
      const kept = path.includes('loader.js') ? 'public, max-age=300' : 'public, max-age=31536000, immutable';
      reply.header('cache-control', kept);
    },
  });
  const documentation = {
    summary: 'The embed script: <script async src="…/widget.js" data-channel="KEY"></script>',
    tags: ['Website channel'],
    security: [],
    produces: ['application/javascript'],
  };
  app.get('/widget.js', { schema: documentation }, async (_request, reply) =>
    reply.sendFile('loader.js', { cacheControl: false }),
  );
};
