/** Serves the built studio: its page for every address below /studio, with a content security policy of its own. */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

const DIST = fileURLToPath(new URL('../../studio/dist/', import.meta.url));

/** Styles that components write while they run carry the page's nonce; nothing else inline is allowed. */
const policy = (nonce: string): string =>
  [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    // Authors show pictures and videos from their own sites.
    "img-src 'self' data: https:",
    "media-src 'self' https:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');

const page = async (_request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
  const nonce = randomBytes(16).toString('base64');
  const html = await readFile(`${DIST}index.html`, 'utf8');
  return reply
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-cache')
    .header('content-security-policy', policy(nonce))
    .send(html.replaceAll('{{nonce}}', nonce));
};

export const studioFiles = async (app: FastifyInstance): Promise<void> => {
  const hidden = { schema: { hide: true } };
  await app.register(fastifyStatic, {
    root: `${DIST}assets`,
    prefix: '/studio/assets/',
    decorateReply: false,
    index: false,
    preCompressed: true,
    setHeaders: (reply) => {
      // Names hold a hash, so they are kept for ever.
      reply.header('cache-control', 'public, max-age=31536000, immutable');
    },
  });
  app.get('/', hidden, async (_request, reply) => reply.redirect('/studio/'));
  app.get('/studio', hidden, page);
  app.get('/studio/*', hidden, page);
  app.get('/preview/:token', hidden, page);
};
