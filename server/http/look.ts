/** Sluice's own look for the pages that the server itself shows: tokens, mark and fonts, all from here. */
import { readFile } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';

const FOLDER = new URL('./look/', import.meta.url);
/** What the name of a font's file ends with, and the letters in it: names of people need more than English has. */
const SCRIPTS = { '': 'latin', '-ext': 'latin-ext' };
const FONTS = ['bricolage-grotesque', 'instrument-sans', 'geist-mono'];

export const lookFile = (file: string): Promise<Buffer> => readFile(new URL(file, FOLDER));

export const lookFiles = async (app: FastifyInstance): Promise<void> => {
  const hidden = { schema: { hide: true } };
  app.get('/look/tokens.css', hidden, async (_request, reply) =>
    reply.type('text/css; charset=utf-8').send(await lookFile('tokens.css')),
  );
  app.get('/look/mark.svg', hidden, async (_request, reply) =>
    reply.type('image/svg+xml').send(await lookFile('mark.svg')),
  );
  for (const font of FONTS) {
    for (const [suffix, script] of Object.entries(SCRIPTS)) {
      const file = import.meta.resolve(
        `@fontsource-variable/${font}/files/${font}-${script}-wght-normal.woff2`,
      );
      app.get(`/look/fonts/${font}${suffix}.woff2`, hidden, async (_request, reply) =>
        reply
          .type('font/woff2')
          .header('cache-control', 'public, max-age=86400')
          .send(await readFile(new URL(file))),
      );
    }
  }
};
