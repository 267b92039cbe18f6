/** A measured server with a bot deployed on it, and the client that presses it: for the sections that go through HTTP. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FlowDocument } from '@sluice/core/flow/document';
import { sendTo } from '../test/fakes/site.ts';
import { type Deployed, deploy } from '../test/fakes/talk.ts';
import { type Child, startChild } from './child.ts';
import type { Load, LoadQuestion } from './load-client.ts';
import type { ServerQuestion, Spent } from './measured-server.ts';

const API_KEY = 'a-key-for-the-bench-of-more-than-32-characters';

export type Press = (question: LoadQuestion) => Promise<Load>;

export type Served = {
  readonly url: string;
  readonly deployed: Deployed;
  readonly press: Press;
  readonly forget: () => Promise<void>;
  readonly spent: () => Promise<Spent>;
  readonly fill: (conversations: number) => Promise<void>;
  readonly end: () => Promise<void>;
};

/** Asks for an answer for ever: each message is a continuing turn that says one thing. */
export const ENDLESS: FlowDocument = {
  schema: 1,
  name: 'Endless talk',
  start: { group: 'loop' },
  groups: [
    {
      id: 'loop',
      title: 'Loop',
      position: { x: 0, y: 0 },
      blocks: [
        { id: 'say', type: 'message', markdown: 'You said: {{answer}}. What else?' },
        { id: 'ask', type: 'input', kind: 'text', variable: 'answer' },
        { id: 'again', type: 'jump', to: { group: 'loop' } },
      ],
    },
  ],
  edges: [],
  variables: [{ id: 'v', name: 'answer', type: 'text' }],
  triggers: [],
  settings: {},
};

/** The client on the second core. */
export const startClient = async (): Promise<{
  readonly press: Press;
  readonly end: () => Promise<void>;
}> => {
  const { child } = await startChild('load-client.ts', { core: 1 });
  return {
    // The load client answers a load with nothing else.
    press: async (question) => (await child.ask(question)) as Load,
    end: () => child.end(),
  };
};

/** On the embedded database in the temporary folder, or on the PostgreSQL of `databaseUrl`. */
export const startServed = async (
  deployments: readonly Readonly<Record<string, unknown>>[],
  databaseUrl?: string,
): Promise<Served> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'sluice-bench-'));
  const { child, ready } = await startChild('measured-server.ts', {
    core: 0,
    env: {
      DATA_DIR: dataDir,
      SLUICE_API_KEY: API_KEY,
      SLUICE_SECRET: 'b0c5e1f2a3948576b0c5e1f2a3948576b0c5e1f2',
      SLUICE_DEMO: 'off',
      SLUICE_RATE_LIMITS: 'off',
      DATABASE_POOL_SIZE: '20',
      ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
    },
  });
  const { url } = ready as { url: string }; // what measured-server.ts says first
  const client = await startClient();
  const ask = (server: Child, question: ServerQuestion): Promise<unknown> => server.ask(question);
  const [first, ...others] = deployments;
  const deployed = await deploy(
    sendTo(() => url),
    API_KEY,
    ENDLESS,
    first,
  );
  for (const other of others) {
    await deployed.api('POST', '/deployments', {
      flowId: deployed.flowId,
      channelId: deployed.channelId,
      version: 'latest',
      active: true,
      ...other,
    });
  }
  return {
    url,
    deployed,
    press: client.press,
    forget: async () => {
      await ask(child, { ask: 'forget' });
    },
    spent: async () => (await ask(child, { ask: 'spent' })) as Spent, // as measured-server.ts answers
    fill: async (conversations) => {
      await ask(child, { ask: 'fill', channelId: deployed.channelId, conversations });
    },
    end: async () => {
      await client.end();
      await child.end();
      await rm(dataDir, { recursive: true, force: true, maxRetries: 3 });
    },
  };
};
