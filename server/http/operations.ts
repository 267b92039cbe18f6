/** For whoever runs Sluice: is the process up, and can it serve? */

import { problem } from '@sluice/core/problem';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
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
        // Migrations are done before the server listens, so reaching the table is readiness.
        await sql`select 1 from migrations limit 1`.execute(db);
        return { status: 'ready' };
      } catch (error) {
        request.log.error({ err: error }, 'not ready');
        return sendProblems(reply, [NOT_READY]);
      }
    });
  };
