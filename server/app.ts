/** The HTTP application: limits, headers, docs and every feature's routes, on services made elsewhere. */
import rateLimit from '@fastify/rate-limit';
import underPressure from '@fastify/under-pressure';
import { problem } from '@sluice/core/problem';
import { type FastifyInstance, fastify, LogController } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { apiRoutes } from './api-routes.ts';
import { demoRoutes } from './features/demo/routes.ts';
import type { Metrics } from './features/insights/metrics.ts';
import { previewRoutes } from './features/preview-links/routes.ts';
import { type WebsiteRunner, websiteRoutes } from './features/website/routes.ts';
import { documentApi } from './http/docs.ts';
import { lookFiles } from './http/look.ts';
import { measure } from './http/metrics.ts';
import { operationRoutes } from './http/operations.ts';
import { handleError, sendProblems } from './http/problems.ts';
import { securityHeaders } from './http/security-headers.ts';
import { studioFiles } from './http/studio-files.ts';
import { traceRequests } from './http/trace-requests.ts';
import { widgetFiles } from './http/widget-files.ts';

const LARGEST_BODY = 256 * 1024;
const LONGEST_STOP_MS = 5_000;
const PUBLIC_LIMITS = { openings: 1_200, messages: 60, previews: 120 };

export const buildApp = async (runner: WebsiteRunner, metrics: Metrics): Promise<FastifyInstance> => {
  const app = fastify({
    loggerInstance: runner.log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: LARGEST_BODY,
    trustProxy: runner.config.trustProxy,
    requestTimeout: 30_000,
    routerOptions: { maxParamLength: 500 },
    genReqId: () => runner.random.id('request'),
    frameworkErrors: handleError,
    // A stop lets calls that run be answered; see preClose below for those that would never end.
    forceCloseConnections: 'idle',
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  // Calls are validated where they are bound, with problems that name field and fix.
  app.addHook('onRoute', (route) => {
    route.validatorCompiler = () => () => true;
    route.serializerCompiler = () => JSON.stringify;
  });
  app.setErrorHandler(handleError);
  app.setNotFoundHandler((_request, reply) =>
    // What was asked for is not repeated: an address may hold anything.
    sendProblems(reply, [problem('not-found', '', 'There is nothing at this address.', 'See /docs.')]),
  );
  app.addHook('preClose', async () => {
    runner.live.endAll();
    // Whoever dawdles over a request does not hold the stop back for ever.
    setTimeout(() => app.server.closeAllConnections(), LONGEST_STOP_MS).unref();
  });
  traceRequests(app, runner.tracing);
  app.addHook('onSend', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
  securityHeaders(app, {
    contentSecurityPolicy: {
      directives: { 'upgrade-insecure-requests': null, 'style-src': ["'self'"], 'font-src': ["'self'"] },
    },
    crossOriginResourcePolicy: false,
    strictTransportSecurity: runner.config.publicUrl?.startsWith('https:') ?? false,
    referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
  });
  if (runner.config.rateLimits) await app.register(rateLimit, { global: false });
  // Off together with the limits: a load test means to press, and a crowded test machine is no overload.
  if (runner.config.rateLimits)
    await app.register(underPressure, { maxEventLoopDelay: 2_000, retryAfter: 5 });
  measure(app, metrics);
  await documentApi(app, runner.config.publicUrl);
  await app.register(lookFiles);
  await app.register(operationRoutes(runner));
  await app.register(widgetFiles);
  await app.register(studioFiles);
  await app.register(websiteRoutes(runner, runner.config.rateLimits ? PUBLIC_LIMITS : null));
  await app.register(previewRoutes(runner, runner.config.rateLimits ? PUBLIC_LIMITS.previews : null));
  await app.register(demoRoutes(runner));
  await app.register(apiRoutes(runner));
  return app;
};
