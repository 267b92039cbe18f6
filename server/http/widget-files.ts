/** Serves the built widget: the loader under its fixed name, the rest under names that change with their content. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

const DIST = fileURLToPath(new URL('../../widget/dist/', import.meta.url));

export const widgetFiles = async (app: FastifyInstance): Promise<void> => {
  await app.register(fastifyStatic, {
    root: DIST,
    prefix: '/widget/',
    index: false,
    // Every site may load these, and names hold a hash: cached for ever.
    setHeaders: (reply) => {
      reply.header('access-control-allow-origin', '*');
      reply.header('cache-control', 'public, max-age=31536000, immutable');
    },
  });
  app.get('/widget.js', { schema: { hide: true } }, async (_request, reply) =>
    reply
      .header('content-type', 'text/javascript; charset=utf-8')
      .header('access-control-allow-origin', '*')
      .header('cache-control', 'public, max-age=300')
      .send(await readFile(`${DIST}loader.js`)),
  );
};
