/** For whoever runs Sluice: is the process up, and can it serve? */

import { problemDocument } from '@sluice/api/shapes';
import { problem } from '@sluice/core/problem';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Db } from '../db/database.ts';
import { isMigrated } from '../db/migrate.ts';
import { sendProblems } from './problems.ts';

const NOT_READY = problem(
  'unavailable',
  '',
  'The database cannot be reached.',
  'Check DATABASE_URL and the disk.',
);

const documentation = {
  healthz: {
    summary: 'The process is up',
    tags: ['Operations'],
    security: [],
    response: { 200: z.object({ status: z.literal('ok') }) },
  },
  readyz: {
    summary: 'The database answers and is migrated',
    tags: ['Operations'],
    security: [],
    response: { 200: z.object({ status: z.literal('ready') }), 503: problemDocument },
  },
};

export const operationRoutes =
  ({ db }: { readonly db: Db }) =>
  async (app: FastifyInstance): Promise<void> => {
    app.get('/healthz', { schema: documentation.healthz }, () => ({ status: 'ok' }));
    app.get('/readyz', { schema: documentation.readyz }, async (request, reply) => {
      try {
        await isMigrated(db);
        return { status: 'ready' };
      } catch (error) {
        request.log.error({ err: error }, 'not ready');
        return sendProblems(reply, [NOT_READY]);
      }
    });
  };
