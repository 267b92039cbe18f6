/** Bodies of the API are JSON or absent; nothing else is read. */
import type { FastifyInstance } from 'fastify';

/**
 * Many clients always say `content-type: application/json`, with calls that send nothing, too: that is no mistake.
 * Anything but JSON is answered with 415: a form or a plain text is what another site could make a browser send.
 */
export const jsonBodies = (app: FastifyInstance): void => {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    const text = body.toString();
    if (text === '') done(null, undefined);
    else parse(request, text, done);
  });
};
