/** A shop with a bot on its website: a published flow, a channel, and visitors who call as a browser does. */
import { createHmac } from 'node:crypto';
import type { OpenedBody, TurnBody, VisitBody, WebsiteBody } from './answer-types.ts';
import { type FakeSluice, fakeSluice } from './sluice.ts';
import { addWorkspace, type Call } from './workspace.ts';

export const IDENTITY_SECRET = 'an identity secret for tests';

export type Answer<Body = unknown> = {
  readonly status: number;
  readonly headers: { readonly [name: string]: unknown };
  readonly body: Body;
};
export type Opened = Answer<OpenedBody>;

/** The calls of a browser, on any node. */
export type Browser = {
  post<P extends string>(
    path: P,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer<WebsiteBody<P>>>;
  visit(body?: object): Promise<Answer<VisitBody>>;
  /** Opens, and remembers nothing: tokens are handed on by the test. */
  open(body?: object): Promise<Opened>;
  say(opened: Opened, body: object | string): Promise<Answer<TurnBody>>;
};

export type Shop = FakeSluice &
  Browser & {
    readonly workspaceId: string;
    /** The API, as the workspace's owner. */
    readonly call: Call;
    readonly flowId: string;
    readonly channelId: string;
    readonly key: string;
    publish(document: object): Promise<void>;
    deploy(more?: object): Promise<string>;
    /** As the shop's own server signs who is signed in. */
    sign(userId: string, claims?: object): string;
    /** How many rows a table has. */
    count(
      table: 'people' | 'draws' | 'conversations' | 'messages' | 'turns' | 'inbox' | 'outbox',
    ): Promise<number>;
  };

type Options = {
  readonly document?: object;
  readonly settings?: object;
  /** A server that others use, too: the shop is a workspace of its own in it, and closing it is not its business. */
  readonly sluice?: FakeSluice;
};

/** Nothing is deployed yet. Close it, unless the server was given. */
export const openShop = async ({
  document = flow(ASK),
  settings,
  sluice: given,
}: Options = {}): Promise<Shop> => {
  const sluice = given ?? (await fakeSluice());
  const { id: workspaceId, owner: call } = await addWorkspace(sluice);
  const made = await call('POST', '/flows', { name: 'Support' });
  const flowId: string = made.body.id;
  const publish = async (published: object): Promise<void> => {
    must(await call('PUT', `/flows/${flowId}/draft`, published));
    must(await call('POST', `/flows/${flowId}/versions`, {}));
  };
  await publish(document);
  const channel = must(
    await call('POST', '/channels', {
      platform: 'website',
      name: 'Shop',
      settings: settings ?? { identity: { secret: IDENTITY_SECRET } },
    }),
  );
  const { id: channelId, key } = channel.body as { id: string; key: string };
  return {
    ...sluice,
    ...browser(sluice, key),
    workspaceId,
    call,
    flowId,
    channelId,
    key,
    publish,
    deploy: async (more = {}) => {
      const body = {
        name: 'Support',
        flowId,
        channelId,
        version: 'latest',
        audience: { everyone: true },
        rollout: { share: 100 },
        active: true,
        ...more,
      };
      return must(await call('POST', '/deployments', body)).body.id;
    },
    sign: (userId, claims = {}) => signed({ sub: userId, exp: sluice.clock.now() / 1000 + 3600, ...claims }),
    count: async (table) => {
      const row = await sluice.database.db
        .selectFrom(table)
        .select((eb) => eb.fn.countAll<number>().as('rows'))
        .where('workspace_id', '=', workspaceId)
        .executeTakeFirstOrThrow();
      return Number(row.rows);
    },
  };
};

export const browser = ({ app }: Pick<FakeSluice, 'app'>, key: string): Browser => {
  const post: Browser['post'] = async (path, body = {}, headers = {}) => {
    const answer = await app.inject({
      method: 'POST',
      url: `/website/${key}${path}`,
      headers,
      payload: body as object, // tests send JSON, or text with its own content type
    });
    return {
      status: answer.statusCode,
      headers: answer.headers,
      // What this call's body is; a test that reads what did not come fails by that.
      body: answer.json<WebsiteBody<typeof path>>(),
    };
  };
  return {
    post,
    visit: (body) => post('/visits', body),
    open: (body) => post('/conversations', body),
    say: (opened, body) =>
      post(
        `/conversations/${opened.body.conversation.id}/messages`,
        typeof body === 'string' ? { id: `m-${body}`, text: body } : body,
        { authorization: `Bearer ${opened.body.visitor}` },
      ),
  };
};

const must = <T extends { readonly status: number; readonly body: unknown }>(answer: T): T => {
  if (answer.status >= 300) throw new Error(JSON.stringify(answer.body));
  return answer;
};

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const signed = (claims: object): string => {
  const text = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`;
  return `${text}.${createHmac('sha256', IDENTITY_SECRET).update(text).digest('base64url')}`;
};

/** One group of blocks, numbered b0, b1 …; every variable they name is a text. */
export const flow = (blocks: readonly object[], more: object = {}): object => ({
  schema: 1,
  name: 'Support',
  start: { group: 'g' },
  groups: [
    {
      id: 'g',
      title: 'All',
      position: { x: 0, y: 0 },
      blocks: blocks.map((block, index) => ({ id: `b${index}`, ...block })),
    },
  ],
  edges: [],
  variables: ['answer', 'more'].map((name) => ({ id: name, name, type: 'text' })),
  triggers: [],
  settings: {},
  ...more,
});

export const says = (markdown: string): object => ({ type: 'message', markdown });
export const asks = (variable: 'answer' | 'more'): object => ({ type: 'input', kind: 'text', variable });

/** Hello, a question, an echo, another question. */
export const ASK = [says('Hello'), asks('answer'), says('You said {{answer}}'), asks('more'), says('Bye')];

/** The texts of an answer's messages. */
export const texts = ({ body }: Opened | Answer<TurnBody>): readonly (string | undefined)[] =>
  ('conversation' in body ? body.conversation.messages : body.messages).map(({ markdown }) => markdown);
