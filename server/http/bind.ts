/** Binds one entry of the path table to its handler: parse, authorise, handle, answer. */

import type { RouteSpec } from '@sluice/api/route';
import { problemDocument } from '@sluice/api/shapes';
import type { Result } from '@sluice/core/problem';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type Actor, type Authenticate, requireRole } from './actor.ts';
import { problemsOf, sendProblems } from './problems.ts';
import { unstorable } from './storable.ts';

type Parsed<T> = T extends z.ZodType ? z.output<T> : undefined;

/** What a handler gets: parsed input and the actor whose workspace bounds everything. */
export type Call<S extends RouteSpec> = {
  readonly actor: Actor;
  readonly params: Parsed<S['params']>;
  readonly query: Parsed<S['query']>;
  readonly body: Parsed<S['body']>;
  /** The revision of `If-Match`, when the caller sent one. */
  readonly ifMatch: string | undefined;
};

/** What a handler gives back; `revision` becomes the ETag. */
export type Answer = { readonly body?: unknown; readonly revision?: number };
export type Handler<S extends RouteSpec> = (call: Call<S>) => Promise<Result<Answer>>;

/** What a read or a write gave, as the answer's body. */
export const answered = (outcome: Result<unknown>): Result<Answer> =>
  outcome.ok ? { ok: true, value: { body: outcome.value } } : outcome;

/** Registers handlers on an app; made once with the app and the way to authenticate. */
export type Bind = <S extends RouteSpec>(spec: S, handler: Handler<S>) => void;

export const binder =
  (app: FastifyInstance, authenticate: Authenticate): Bind =>
  (spec, handler) => {
    app.route({
      method: spec.method,
      url: `/api/v1${spec.path}`,
      schema: documentation(spec),
      ...(spec.largestBody === undefined ? {} : { bodyLimit: spec.largestBody }),
      handler: async (request, reply) => {
        const actor = await authenticate(request.headers.authorization);
        if (!actor.ok) return sendProblems(reply, actor.problems);
        const allowed = requireRole(actor.value, spec.role);
        if (!allowed.ok) return sendProblems(reply, allowed.problems);
        const call = await parsed(spec, request, actor.value);
        if (!call.ok) return sendProblems(reply, call.problems);
        return answer(spec, reply, await handler(call.value));
      },
    });
  };

/** What the OpenAPI document shows; validation itself happens here, so that refusals name field and fix. */
const documentation = (spec: RouteSpec) => ({
  summary: spec.summary,
  tags: [spec.tag],
  security: [{ key: [] }],
  ...(spec.params ? { params: spec.params } : {}),
  ...(spec.query ? { querystring: spec.query } : {}),
  ...(spec.body ? { body: spec.body } : {}),
  response: {
    [spec.status]: spec.answer ?? z.null().describe('Done; no body.'),
    '4XX': problemDocument.describe('Refused: what is wrong and how to fix it (application/problem+json).'),
  },
});

const parsed = async <S extends RouteSpec>(
  spec: S,
  request: FastifyRequest,
  actor: Actor,
): Promise<Result<Call<S>>> => {
  const parts: { params: unknown; query: unknown; body: unknown } = {
    params: undefined,
    query: undefined,
    body: undefined,
  };
  const given = { params: request.params, query: request.query, body: request.body ?? {} };
  for (const part of ['params', 'query', 'body'] as const) {
    const shape = spec[part];
    if (!shape) continue;
    const impossible = unstorable(given[part]);
    if (impossible) return { ok: false, problems: [impossible] };
    const outcome = await shape.safeParseAsync(given[part]);
    if (!outcome.success) return { ok: false, problems: problemsOf(outcome.error, part) };
    parts[part] = outcome.data;
  }
  const ifMatch = request.headers['if-match'];
  // The loop above parsed every part with the spec's own schema, which is what Call<S> says.
  return { ok: true, value: { actor, ifMatch, ...parts } as Call<S> };
};

const answer = (spec: RouteSpec, reply: FastifyReply, outcome: Result<Answer>): FastifyReply => {
  if (!outcome.ok) return sendProblems(reply, outcome.problems);
  if (outcome.value.revision !== undefined) reply.header('etag', `"${outcome.value.revision}"`);
  reply.status(spec.status);
  return spec.status === 204 ? reply.send() : reply.send(outcome.value.body);
};
