/** A whole server with a published flow and a website channel, and a client for its calls. */
import { createHmac } from 'node:crypto';
import { type FakeSluice, fakeSluice } from './sluice.ts';
import { addWorkspace, type Call } from './workspace.ts';

export type DeployedSluice = FakeSluice & {
  readonly workspaceId: string;
  readonly call: Call;
  readonly flowId: string;
  readonly channelId: string;
  readonly channelKey: string;
  /** A user with a signed identity opens a new conversation on the website; null: no bot for them. */
  readonly open: (userId: string, visitor?: string) => Promise<null | Opened>;
  /** Somebody without a signed identity; the token tells who they are the next time. */
  readonly openUnknown: () => Promise<{ readonly opened: null | Opened; readonly visitor: string }>;
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
  const workspace = await addWorkspace(sluice);
  // Text goes as it is: JSON.stringify would turn 1e309 into null.
  const call: Call = (method, path, body, headers) =>
    workspace.owner(
      method,
      path,
      body,
      typeof body === 'string' ? { 'content-type': 'application/json', ...headers } : headers,
    );
  const flow = await call('POST', '/flows', { name: 'Support', document: QUESTION });
  const version = await call('POST', `/flows/${flow.body.id}/versions`, {});
  if (version.status !== 201) throw new Error(JSON.stringify(version.body));
  const settings = { identity: { secret: IDENTITY_SECRET } };
  const channel = await call('POST', '/channels', { platform: 'website', name: 'Shop', settings });
  const openWith = async (payload: object) => {
    const url = `/website/${channel.body.key}/conversations`;
    const answer = await sluice.app.inject({ method: 'POST', url, payload });
    if (answer.statusCode !== 200) throw new Error(answer.body);
    const { conversation, visitor } = answer.json();
    return { opened: conversation && { ...conversation, visitor }, visitor };
  };
  return {
    ...sluice,
    workspaceId: workspace.id,
    call,
    flowId: flow.body.id,
    channelId: channel.body.id,
    channelKey: channel.body.key,
    open: async (userId, visitor) => {
      const identity = identityOf(userId, sluice.clock.now());
      return (await openWith({ identity, visitor, restart: true })).opened;
    },
    openUnknown: () => openWith({}),
  };
};
