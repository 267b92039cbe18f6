/** One span per call: its route's template, method and status. Never the address itself, a header or a body. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { OpenSpan, Tracing } from '../tracing.ts';

/** Asked every few seconds by machines, interesting to nobody. */
const UNTRACED: ReadonlySet<unknown> = new Set(['/healthz', '/readyz', '/metrics']);

/** Registered before the routes it follows. A stream's span lasts as long as the stream. */
export const traceRequests = (app: FastifyInstance, tracing: Tracing): void => {
  if (!tracing.on) return;
  const open = new WeakMap<FastifyRequest, OpenSpan>();
  app.addHook('onRequest', (request, reply, done) => {
    const { method, headers, routeOptions } = request;
    const { url: route } = routeOptions;
    if (UNTRACED.has(route)) return done();
    const attributes = { 'http.request.method': method, 'http.route': route, 'sluice.request': request.id };
    const span = tracing.request(
      route === undefined ? method : `${method} ${route}`,
      attributes,
      oneOf(headers.traceparent),
    );
    open.set(request, span);
    reply.raw.once('close', () => end(span, reply));
    done();
  });
  // Here and not above: reading the body may lose who it is read for.
  app.addHook('preHandler', (request, _reply, done) => {
    const span = open.get(request);
    if (span) span.within(done);
    else done();
  });
};

const end = (span: OpenSpan, { raw }: FastifyReply): void => {
  const status = raw.statusCode;
  // Before anything was sent the caller has gone.
  if (raw.headersSent) span.set({ 'http.response.status_code': status });
  span.end(raw.headersSent ? (status >= 500 ? String(status) : undefined) : 'aborted');
};

const oneOf = (header: string | string[] | undefined): string | undefined =>
  typeof header === 'string' ? header : undefined;
