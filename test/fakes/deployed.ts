/** A whole server with a published flow and a website channel, and a client for its calls. */
import { createHmac } from 'node:crypto';
import { ensureFirstWorkspace } from '../../server/features/workspaces/bootstrap.ts';
import { type FakeSluice, fakeSluice, TEST_CONFIG } from './sluice.ts';

export type Called = {
  readonly status: number;
  readonly etag: string | undefined;
  /** Whatever was answered: tests look at it field by field. */
  readonly body: ReturnType<typeof JSON.parse>;
};
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
export type Call = (
  method: Method,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<Called>;

export type DeployedSluice = FakeSluice & {
  readonly workspaceId: string;
  readonly call: Call;
  readonly flowId: string;
  readonly channelId: string;
  readonly channelKey: string;
  /** A user with a signed identity opens a new conversation on the website; null: no bot for them. */
  readonly open: (userId: string) => Promise<null | Opened>;
};

export type Opened = { readonly id: string; readonly status: string; readonly visitor: string };

/** One question, then it ends. */
export const QUESTION = {
  schema: 1,
  name: 'Support',
  start: { group: 'g' },
  groups: [
    {
      id: 'g',
      title: 'Ask',
      position: { x: 0, y: 0 },
      blocks: [
        { id: 'hello', type: 'message', markdown: 'Hello' },
        { id: 'ask', type: 'input', kind: 'text', variable: 'answer' },
        { id: 'bye', type: 'end', outcome: 'answered' },
      ],
    },
  ],
  edges: [],
  variables: [{ id: 'v', name: 'answer', type: 'text' }],
  triggers: [],
  settings: {},
};

const caller =
  ({ app }: FakeSluice): Call =>
  async (method, path, body, headers = {}) => {
    const answer = await app.inject({
      method,
      url: `/api/v1${path}`,
      headers: {
        authorization: `Bearer ${TEST_CONFIG.apiKey}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      // Text goes as it is: JSON.stringify would turn 1e309 into null.
      ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = answer.body;
    return {
      status: answer.statusCode,
      etag: typeof answer.headers.etag === 'string' ? answer.headers.etag : undefined,
      body: text === '' ? undefined : JSON.parse(text),
    };
  };

const IDENTITY_SECRET = 'an identity secret for tests';

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** As a customer's server signs who is signed in. */
const identityOf = (userId: string, now: number): string => {
  const text = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ sub: userId, exp: Math.floor(now / 1000) + 3600 })}`;
  return `${text}.${createHmac('sha256', IDENTITY_SECRET).update(text).digest('base64url')}`;
};

/** Close it when the test file is done. */
export const deployedSluice = async (): Promise<DeployedSluice> => {
  const sluice = await fakeSluice();
  const { workspaceId } = await ensureFirstWorkspace(sluice.runner);
  const call = caller(sluice);
  const flow = await call('POST', '/flows', { name: 'Support', document: QUESTION });
  const version = await call('POST', `/flows/${flow.body.id}/versions`, {});
  if (version.status !== 201) throw new Error(JSON.stringify(version.body));
  const settings = { identity: { secret: IDENTITY_SECRET } };
  const channel = await call('POST', '/channels', { platform: 'website', name: 'Shop', settings });
  return {
    ...sluice,
    workspaceId,
    call,
    flowId: flow.body.id,
    channelId: channel.body.id,
    channelKey: channel.body.key,
    open: async (userId) => {
      const answer = await sluice.app.inject({
        method: 'POST',
        url: `/website/${channel.body.key}/conversations`,
        payload: { identity: identityOf(userId, sluice.clock.now()), restart: true },
      });
      const { conversation, visitor } = answer.json();
      if (answer.statusCode !== 200) throw new Error(answer.body);
      return conversation && { ...conversation, visitor };
    },
  };
};
