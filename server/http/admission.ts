/** Lets calls in while they can be answered in time; whoever comes too late hears so at once, before any work is done. */
import { problem } from '@sluice/core/problem';
import type { FastifyInstance, FastifyRequest, RouteOptions } from 'fastify';
import { sendProblems } from './problems.ts';

/** Calls that came before wait longer than this: a new one would only make everybody wait. Who is let in then waits as
 *  long again at most, so that all who are let in are answered within a second. */
const PATIENCE_MS = 500;

const BUSY = problem('unavailable', '', 'Sluice is too busy just now.', 'Try again in a moment.');

type Options = {
  /** Which calls are counted and refused. */
  readonly which: (route: RouteOptions) => boolean;
  /** So many calls may take long without anybody being refused: they are slow by themselves, not because of a queue. */
  readonly slow: number;
  /** Milliseconds that only grow. */
  readonly now?: () => number;
};

/**
 * For routes added to `app` afterwards. A queue that grows answers nobody in time and all for nothing; this one is cut
 * by how long those inside have waited, so that it fits any machine. What is inside is always finished, also when its
 * sender has gone.
 */
export const admitInTime = (
  app: FastifyInstance,
  { which, slow, now = () => performance.now() }: Options,
): void => {
  /** When each of those inside came; a Map keeps the order. */
  const inside = new Map<FastifyRequest, number>();
  const isFull = (): boolean => {
    let older = 0;
    for (const since of inside.values()) {
      if (older === slow) return now() - since > PATIENCE_MS;
      older += 1;
    }
    return false;
  };
  app.addHook('onRoute', (route) => {
    if (!which(route)) return;
    const { handler, onRequest } = route;
    route.onRequest = [
      async (_request, reply) => {
        if (isFull()) return sendProblems(reply.header('retry-after', '1'), [BUSY]);
      },
      ...(onRequest === undefined ? [] : Array.isArray(onRequest) ? onRequest : [onRequest]),
    ];
    route.handler = async function (request, reply) {
      inside.set(request, now());
      try {
        return await handler.call(this, request, reply);
      } finally {
        inside.delete(request);
      }
    };
  });
};
