/** A workspace with a key per role, and calls made with them, each answer held against its spec. */

import type { RouteSpec } from '@sluice/api/route';
import { table } from '@sluice/api/table';
import { expect } from 'vitest';
import { hashOfKey, newApiKey } from '../../server/features/workspaces/api-key.ts';
import type { ApiBody, Refusal } from './answer-types.ts';
import type { FakeSluice } from './sluice.ts';

type Method = RouteSpec['method'];

export type Answered<Body = unknown> = {
  readonly status: number;
  readonly body: Body;
  readonly etag: string | undefined;
  /** The `set-cookie` header. */
  readonly cookie: string | undefined;
};

/** One call under /api/v1. Good answers must be exactly what the path table says; refusals problem documents. */
export type Call = <M extends Method, P extends string>(
  method: M,
  path: P,
  body?: unknown,
  headers?: Readonly<Record<string, string>>,
) => Promise<Answered<ApiBody<M, P>>>;

export type FakeWorkspace = {
  readonly id: string;
  readonly owner: Call;
  readonly editor: Call;
  readonly viewer: Call;
};

/** Made in the database directly: the API has no call for it. */
export const addWorkspace = async (sluice: FakeSluice, name = 'Test'): Promise<FakeWorkspace> => {
  const { db, random, clock } = sluice.runner;
  const id = random.id('workspace');
  const created_at = new Date(clock.now());
  await db.insertInto('workspaces').values({ id, name, demo: false, created_at }).execute();
  const keyed = async (role: 'owner' | 'editor' | 'viewer'): Promise<Call> => {
    const key = newApiKey();
    await db
      .insertInto('api_keys')
      .values({
        workspace_id: id,
        id: random.id('key'),
        name: role,
        role,
        hash: hashOfKey(key),
        created_at,
        last_used_at: null,
      })
      .execute();
    return callWith(sluice, `Bearer ${key}`);
  };
  return { id, owner: await keyed('owner'), editor: await keyed('editor'), viewer: await keyed('viewer') };
};

export const callWith = (sluice: Pick<FakeSluice, 'app'>, authorization?: string): Call =>
  callAs(sluice, authorization === undefined ? {} : { authorization });

/** Calls that carry these headers. */
export const callAs =
  ({ app }: Pick<FakeSluice, 'app'>, always: Readonly<Record<string, string>>): Call =>
  async (method, path, body, headers = {}) => {
    const response = await app.inject({
      method,
      url: `/api/v1${path}`,
      headers: { ...always, ...headers },
      ...(body === undefined ? {} : { payload: body as object }), // tests send JSON only
    });
    const answered = {
      status: response.statusCode,
      // Held against its spec below.
      body: (response.body === '' ? undefined : response.json()) as ApiBody<typeof method, typeof path>,
      etag: response.headers.etag,
      cookie: response.headers['set-cookie']?.toString(),
    };
    if (answered.status >= 400) expectProblem(response.headers['content-type'], answered);
    else expectSpecified(method, path, answered);
    return answered;
  };

const expectProblem = (type: unknown, { status, body }: Answered<Refusal>): void => {
  expect(type).toBe('application/problem+json; charset=utf-8');
  expect(body).toMatchObject({ status, code: expect.any(String), detail: expect.any(String) });
  expect(body.problems.length, 'a refusal names at least one problem').toBeGreaterThan(0);
  expect(status, `a bug: ${JSON.stringify(body)}`).toBeLessThan(500);
};

/** Anything in an answer that its spec does not describe is a mistake, and so is anything that is missing. */
const expectSpecified = (method: Method, path: string, { status, body }: Answered): void => {
  const spec = specOf(method, path);
  expect(spec, `${method} ${path} is not in the path table`).toBeDefined();
  expect(status).toBe(spec?.status);
  if (spec?.answer) expect(body).toEqual(spec.answer.parse(body));
  else expect(body).toBeUndefined();
};

const specOf = (method: Method, path: string): RouteSpec | undefined => {
  const parts = (path.split('?')[0] ?? '').split('/');
  const fits = (spec: RouteSpec): boolean => {
    const pattern = spec.path.split('/');
    return (
      spec.method === method &&
      pattern.length === parts.length &&
      pattern.every((part, index) => part.startsWith(':') || part === parts[index])
    );
  };
  // "/flows/import" also fits "/flows/:id": the one with fewer parameters is meant.
  return table.filter(fits).sort((a, b) => a.path.split(':').length - b.path.split(':').length)[0];
};
