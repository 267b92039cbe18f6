/** Binds one entry of the path table to its handler: authorise, parse, handle, answer. */

import type { RouteSpec } from '@sluice/api/route';
import { ok, type Result } from '@sluice/core/problem';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { type Actor, type Credentials, type Doorkeeper, requireRole, type SignedIn } from './actor.ts';
import { documentation } from './documentation.ts';
import { problemsOf, sendProblems } from './problems.ts';
import { FOREIGN, senderOf } from './same-origin.ts';
import { sessionCookie, sessionIn } from './session-cookie.ts';
import { unstorable } from './storable.ts';

type Parsed<T> = T extends z.ZodType ? z.output<T> : undefined;
type CallerOf<Access> = Access extends 'anyone' ? null : Access extends 'account' ? SignedIn : Actor;

/** Where a call comes from. */
export type Visit = {
  /** The network address, as far as proxies are believed. */
  readonly address: string;
  /** As the browser calls itself. */
  readonly device: string;
  /** The token in the cookie, not looked at yet. */
  readonly session: string | undefined;
};

/** What a handler gets: parsed input, and the caller whose workspace bounds everything. */
export type Call<S extends RouteSpec> = {
  readonly actor: CallerOf<S['role']>;
  readonly visit: Visit;
  readonly params: Parsed<S['params']>;
  readonly query: Parsed<S['query']>;
  readonly body: Parsed<S['body']>;
  /** The revision of `If-Match`, when the caller sent one. */
  readonly ifMatch: string | undefined;
};

/** What a handler gives back; `revision` becomes the ETag, `session` the cookie: a token, or null to end it. */
export type Answer = {
  readonly body?: unknown;
  readonly revision?: number;
  readonly session?: string | null;
};
export type Handler<S extends RouteSpec> = (call: Call<S>) => Promise<Result<Answer>>;

/** What a read or a write gave, as the answer's body. */
export const answered = (outcome: Result<unknown>): Result<Answer> =>
  outcome.ok ? { ok: true, value: { body: outcome.value } } : outcome;

/** Registers handlers on an app; made once with the app and the way to authenticate. */
export type Bind = <S extends RouteSpec>(spec: S, handler: Handler<S>) => void;

export const binder =
  (app: FastifyInstance, door: Doorkeeper, publicUrl: string | undefined): Bind =>
  (spec, handler) => {
    app.route({
      method: spec.method,
      url: `/api/v1${spec.path}`,
      schema: documentation(spec),
      ...(spec.largestBody === undefined ? {} : { bodyLimit: spec.largestBody }),
      handler: async (request, reply) => {
        const session = sessionIn(request.headers.cookie, publicUrl);
        const caller = await callerOf(spec, request, { door, session, publicUrl });
        if (!caller.ok) return sendProblems(reply, caller.problems);
        const call = await parsed(spec, request, { actor: caller.value, visit: visitOf(request, session) });
        if (!call.ok) return sendProblems(reply, call.problems);
        return answer(spec, reply, await handler(call.value), publicUrl);
      },
    });
  };

type Gate = {
  readonly door: Doorkeeper;
  readonly session: string | undefined;
  readonly publicUrl: string | undefined;
};

const callerOf = async (
  spec: RouteSpec,
  { headers }: FastifyRequest,
  { door, session, publicUrl }: Gate,
): Promise<Result<Actor | SignedIn | null>> => {
  const { authorization } = headers;
  if (spec.method !== 'GET' && authorization === undefined) {
    const sender = senderOf(headers, publicUrl);
    // With a cookie it must be certain; without one there is nobody in whose name anything would be done, yet
    // another site must not sign a browser in as somebody else.
    if (sender === 'foreign' || (sender === 'unsaid' && session !== undefined)) return FOREIGN;
  }
  if (spec.role === 'anyone') return ok(null);
  const credentials: Credentials = { authorization, session, workspace: workspaceIn(headers) };
  if (spec.role === 'account') return door.account(credentials);
  const actor = await door.actor(credentials);
  return actor.ok ? requireRole(actor.value, spec.role) : actor;
};

const workspaceIn = (headers: FastifyRequest['headers']): string | undefined => {
  const named = headers['sluice-workspace'];
  return Array.isArray(named) ? named.join() : named;
};

const visitOf = (request: FastifyRequest, session: string | undefined): Visit => ({
  address: request.ip,
  device: request.headers['user-agent'] ?? '',
  session,
});

const parsed = async <S extends RouteSpec>(
  spec: S,
  request: FastifyRequest,
  from: { readonly actor: Actor | SignedIn | null; readonly visit: Visit },
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
  // The loop above parsed every part with the spec's own schema, and callerOf gave the kind of caller that the spec's
  // role asks for: what Call<S> says.
  return { ok: true, value: { ...from, ifMatch, ...parts } as Call<S> };
};

const answer = (
  spec: RouteSpec,
  reply: FastifyReply,
  outcome: Result<Answer>,
  publicUrl: string | undefined,
): FastifyReply => {
  if (!outcome.ok) return sendProblems(reply, outcome.problems);
  const { revision, session, body } = outcome.value;
  if (revision !== undefined) reply.header('etag', `"${revision}"`);
  if (session !== undefined) reply.header('set-cookie', sessionCookie(session, publicUrl));
  // What is answered to one must not be kept for the next: neither by a proxy nor by the browser after signing out.
  reply.header('cache-control', 'no-store').status(spec.status);
  return spec.status === 204 ? reply.send() : reply.send(body);
};
