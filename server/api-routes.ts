/** Every feature's calls under /api/v1, each behind a key or a session, and a role. */
import type { FastifyInstance } from 'fastify';
import { doorkeeper } from './features/accounts/doorkeeper.ts';
import { memberRoutes } from './features/accounts/member-routes.ts';
import { accountRoutes } from './features/accounts/routes.ts';
import { auditRoutes } from './features/audit/routes.ts';
import { channelRoutes } from './features/channels/routes.ts';
import { commentRoutes } from './features/comments/routes.ts';
import { humanRoutes } from './features/conversations/human-routes.ts';
import { conversationRoutes } from './features/conversations/routes.ts';
import { decisionRoutes } from './features/decisions/routes.ts';
import { deploymentRoutes } from './features/deployments/routes.ts';
import { flowTestRoutes } from './features/flow-tests/routes.ts';
import { flowRoutes } from './features/flows/routes.ts';
import { homeRoutes } from './features/home/routes.ts';
import { insightRoutes } from './features/insights/routes.ts';
import { peopleRoutes } from './features/people/routes.ts';
import { previewLinkRoutes } from './features/preview-links/routes.ts';
import { segmentRoutes } from './features/segments/routes.ts';
import { keyRing } from './features/workspaces/key-ring.ts';
import { apiKeyRoutes } from './features/workspaces/routes.ts';
import { binder } from './http/bind.ts';
import { jsonBodies } from './http/json-body.ts';
import type { Runner } from './runner/turn.ts';

export const apiRoutes =
  (runner: Runner) =>
  async (app: FastifyInstance): Promise<void> => {
    jsonBodies(app);
    const ring = keyRing(runner);
    const bind = binder(app, doorkeeper(runner, ring), runner.config.publicUrl);
    accountRoutes(bind, runner);
    memberRoutes(bind, runner);
    apiKeyRoutes(bind, runner, ring);
    flowRoutes(bind, runner);
    flowTestRoutes(bind, runner);
    commentRoutes(bind, runner);
    previewLinkRoutes(bind, runner);
    channelRoutes(bind, runner);
    segmentRoutes(bind, runner);
    deploymentRoutes(bind, runner);
    decisionRoutes(bind, runner);
    insightRoutes(bind, runner);
    homeRoutes(bind, runner);
    conversationRoutes(bind, runner);
    humanRoutes(bind, runner);
    peopleRoutes(bind, runner);
    auditRoutes(bind, runner);
  };
