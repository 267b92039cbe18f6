/** For whoever runs Sluice: is the process up, and can it serve? */

import { problem } from '@sluice/core/problem';
import type { FastifyInstance } from 'fastify';
import type { Db } from '../db/database.ts';
import { isMigrated } from '../db/migrate.ts';
import { sendProblems } from './problems.ts';

const NOT_READY = problem(
  'unavailable',
  '',
  'The database cannot be reached.',
  'Check DATABASE_URL and the disk.',
);

export const operationRoutes =
  ({ db }: { readonly db: Db }) =>
  async (app: FastifyInstance): Promise<void> => {
    app.get('/healthz', { schema: { hide: true } }, () => ({ status: 'ok' }));
    app.get('/readyz', { schema: { hide: true } }, async (request, reply) => {
      try {
        await isMigrated(db);
        return { status: 'ready' };
      } catch (error) {
        request.log.error({ err: error }, 'not ready');
        return sendProblems(reply, [NOT_READY]);
      }
    });
  };
