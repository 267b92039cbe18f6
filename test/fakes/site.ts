/** A Sluice seen from outside: calls of its API, and visitors who keep their token as a browser does. */
import type {
  ConversationView,
  Opening,
  PersonMessage,
  TurnAnswer,
} from '@sluice/platforms/website/protocol';
import type { AnyBody, ApiBody, TurnBody } from './answer-types.ts';
import type { FakeSluice } from './sluice.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
export type Answer<Body = unknown> = {
  readonly status: number;
  readonly body: Body;
  readonly headers: Headers;
};

/** One HTTP call; a body that is text goes as it is. Rejects when the connection breaks. */
export type Send = <M extends Method, P extends string>(
  method: M,
  path: P,
  body?: unknown,
  headers?: Readonly<Record<string, string>>,
) => Promise<Answer<AnyBody<M, P>>>;

/** Over the network; the address is asked for at each call, so that a restart may move it. */
export const sendTo =
  (url: () => string): Send =>
  async (method, path, body, headers = {}) => {
    const response = await fetch(url() + path, {
      method,
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return read(response.status, await response.text(), response.headers);
  };

/** Into a Sluice in this process. */
export const sendInto =
  ({ app }: Pick<FakeSluice, 'app'>): Send =>
  async (method, path, body, headers = {}) => {
    const response = await app.inject({
      method,
      url: path,
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const entries = Object.entries(response.headers).map(([name, value]): [string, string] => [
      name,
      String(value),
    ]);
    return read(response.statusCode, response.body, new Headers(entries));
  };

/** The body is what its call says; a test that reads what did not come fails by that. */
const read = <Body>(status: number, text: string, headers: Headers): Answer<Body> => ({
  status,
  body: headers.get('content-type')?.includes('json') ? JSON.parse(text) : text,
  headers,
});

/** Calls under /api/v1 that must succeed, and give their body. */
export type Api = <M extends Method, P extends string>(
  method: M,
  path: P,
  body?: unknown,
) => Promise<ApiBody<M, P>>;

export const apiOf =
  (send: Send, key: string): Api =>
  async (method, path, body) =>
    good(`${method} ${path}`, await send(method, `/api/v1${path}`, body, { authorization: `Bearer ${key}` }));

const good = <Body>(what: string, { status, body }: Answer<Body>): Body => {
  if (status >= 300) throw new Error(`${what} answered ${status}: ${JSON.stringify(body)}`);
  return body;
};

export type Visitor = {
  /** The newest token, as kept by the browser. */
  token: string | undefined;
  /** A page load: does the bubble show? */
  visit(more?: Opening): Promise<boolean>;
  /** Opens or resumes; null: no bot. */
  open(more?: Opening): Promise<ConversationView | null>;
  /** Sends a message to a conversation; the status is for the test to look at. */
  message(conversationId: string, message: PersonMessage): Promise<Answer<TurnBody>>;
  /** Sends a message that must be answered. */
  say(conversationId: string, message: PersonMessage): Promise<TurnAnswer>;
};

/** Somebody on the website of this channel, of whom the page knows `attributes`. */
export const visitorOf = (
  send: Send,
  channelKey: string,
  attributes: Readonly<Record<string, unknown>> = {},
): Visitor => {
  const message: Visitor['message'] = (conversationId, body) =>
    send('POST', `/website/${channelKey}/conversations/${conversationId}/messages`, body, {
      authorization: `Bearer ${visitor.token}`,
    });
  const opening = (more: Opening): Opening => ({
    attributes,
    ...(visitor.token === undefined ? {} : { visitor: visitor.token }),
    ...more,
  });
  /** The newest token is kept. */
  const kept = <T extends { readonly visitor: string }>(body: T): T => {
    visitor.token = body.visitor;
    return body;
  };
  const visitor: Visitor = {
    token: undefined,
    visit: async (more = {}) =>
      kept(good('a visit', await send('POST', `/website/${channelKey}/visits`, opening(more)))).bot !== null,
    open: async (more = {}) =>
      kept(good('an opening', await send('POST', `/website/${channelKey}/conversations`, opening(more))))
        .conversation,
    message,
    say: async (conversationId, said) => good('a message', await message(conversationId, said)),
  };
  return visitor;
};

/** Runs `work` for all, some at a time: as visitors come, and never more than a server may be asked at once. */
export const each = async <T, R>(
  all: readonly T[],
  work: (one: T, index: number) => Promise<R>,
  atATime = 8,
): Promise<R[]> => {
  const results: R[] = [];
  const queue = [...all.entries()];
  await Promise.all(
    Array.from({ length: atATime }, async () => {
      for (let next = queue.shift(); next; next = queue.shift()) {
        results[next[0]] = await work(next[1], next[0]);
      }
    }),
  );
  return results;
};
