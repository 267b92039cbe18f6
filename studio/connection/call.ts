/** One call of the API from the browser: typed by its entry in the path table, refusals as values. */
import type { RouteSpec } from '@sluice/api/route';
import { ok, type Problem, problem, type Result, refused } from '@sluice/core/problem';
import type { z } from 'zod';

type In<T> = T extends z.ZodType ? z.input<T> : undefined;
export type Out<T> = T extends z.ZodType ? z.output<T> : null;

/** What a call takes besides its entry: exactly the parts that the entry has a shape for. */
export type Given<S extends RouteSpec> = {
  readonly [Part in 'params' | 'query' | 'body' as S[Part] extends z.ZodType ? Part : never]: In<S[Part]>;
};

export type Answer<S extends RouteSpec> = {
  readonly body: Out<S['answer']>;
  /** The ETag, as `If-Match` takes it back; null where the thing has none. */
  readonly revision: string | null;
};

export type Connection = {
  /** The workspace that every call is about; null before one is chosen. */
  readonly workspace: string | null;
  /** Asked when the server no longer knows this session; yes, once somebody has signed in again: the call goes out anew. */
  readonly signInAgain?: (() => Promise<boolean>) | undefined;
  readonly fetch?: typeof fetch;
};

export type Options = { readonly ifMatch?: string | null; readonly signal?: AbortSignal };

/** The code of the problem that stands for "no answer came". */
export const OFFLINE = 'offline';
export const SIGNED_OUT = 'not-signed-in';

const offline = problem(
  OFFLINE,
  '',
  'Sluice could not be reached.',
  'Check the connection; what you see is kept, and trying again is safe.',
);

/**
 * Calls `spec` in the connection's workspace. Refusals come back with the server's own sentences; a broken line as
 * the problem `offline`. Answers are not parsed again: they come from the release that served this page.
 */
export const call = async <S extends RouteSpec>(
  connection: Connection,
  spec: S,
  given: Given<S>,
  options: Options = {},
): Promise<Result<Answer<S>>> => {
  // Given<S> has these parts exactly when the entry has them.
  const parts = given as {
    params?: Record<string, unknown>;
    query?: Record<string, unknown>;
    body?: unknown;
  };
  const { ifMatch, signal } = options;
  const headers = new Headers({ accept: 'application/json' });
  if (connection.workspace !== null) headers.set('sluice-workspace', connection.workspace);
  if (parts.body !== undefined) headers.set('content-type', 'application/json');
  if (ifMatch) headers.set('if-match', ifMatch);
  let response: Response;
  try {
    response = await (connection.fetch ?? fetch)(
      `/api/v1${addressOf(spec.path, parts.params, parts.query)}`,
      {
        method: spec.method,
        headers,
        credentials: 'same-origin',
        ...(parts.body === undefined ? {} : { body: JSON.stringify(parts.body) }),
        ...(signal ? { signal } : {}),
      },
    );
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    return refused(offline);
  }
  if (!response.ok) {
    const problems = await problemsIn(response);
    if (problems[0]?.code === SIGNED_OUT && (await connection.signInAgain?.()))
      return call(connection, spec, given, options);
    return { ok: false, problems };
  }
  const body = response.status === 204 ? null : await response.json();
  return ok({ body, revision: response.headers.get('etag') });
};

/** The path with its parameters filled in, each escaped, and the query behind it; what is undefined is left out. */
export const addressOf = (
  path: string,
  params: Record<string, unknown> = {},
  query: Record<string, unknown> = {},
): string => {
  const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name])));
  const asked = Object.entries(query).flatMap(([name, value]) =>
    value === undefined || value === null ? [] : [[name, String(value)]],
  );
  return asked.length === 0 ? filled : `${filled}?${new URLSearchParams(asked)}`;
};

/** RFC 9457: the list when there is one, else the document's own sentence. */
const problemsIn = async (response: Response): Promise<readonly Problem[]> => {
  const document: unknown = await response.json().catch(() => null);
  if (typeof document === 'object' && document !== null) {
    // Written by our server's one mapper of problems, in this shape.
    const { problems, code, detail } = document as { problems?: Problem[]; code?: string; detail?: string };
    if (problems !== undefined && problems.length > 0) return problems;
    if (typeof detail === 'string') return [problem(code ?? 'refused', '', detail)];
  }
  return [
    problem(
      'refused',
      '',
      `Sluice answered ${response.status}.`,
      'Try again in a moment; if it stays so, tell whoever runs it.',
    ),
  ];
};
