/** The demo workspace's content: one bot in two versions, a shop's website, and four deployments in order. */
import { readFile } from 'node:fs/promises';
import type { Problem, Result } from '@sluice/core/problem';
import type { Actor } from '../../http/actor.ts';
import type { Services } from '../../services.ts';
import { createChannel } from '../channels/commands.ts';
import { create } from '../deployments/create.ts';
import { createFlow } from '../flows/commands.ts';
import { saveDraft } from '../flows/draft.ts';
import { publishFlow } from '../flows/publish.ts';

const EXAMPLES = new URL('../../../examples/flows/', import.meta.url);
const BOT = 'Customer Support Bot';
export const DEMO_CHANNEL = 'Demo shop';

/** Makes everything; runs once, on the first start. What the API would refuse here is a bug of the examples. */
export const seedDemo = async (services: Services, workspaceId: string): Promise<void> => {
  const actor: Actor = { workspaceId, id: 'sluice', name: 'Sluice', role: 'owner' };
  const [first, second] = await Promise.all([
    readExample('customer-support-v1.json'),
    readExample('customer-support.json'),
  ]);
  const { flow } = must(await createFlow(services, actor, { name: BOT, document: first }));
  must(
    await publishFlow(services, actor, flow.id, { label: 'v1', note: 'Greets and takes an order number.' }),
  );
  must(await saveDraft(services, actor, flow.id, { document: second, ifMatch: undefined }));
  must(
    await publishFlow(services, actor, flow.id, {
      label: 'v2.1',
      note: 'Asks for the topic first, hands over with context.',
    }),
  );
  const channel = must(
    await createChannel(services, actor, {
      platform: 'website',
      name: DEMO_CHANNEL,
      settings: { title: 'Acme', greeting: 'Hi, how can we help?', theme: { color: '#f0b429' } },
    }),
  );
  for (const deployment of DEPLOYMENTS) {
    must(
      await create(services, actor, {
        ...deployment,
        flowId: flow.id,
        channelId: channel.id,
        active: true,
      }),
    );
  }
};

/** The four scenarios that the product promises, in the order they are asked. */
const DEPLOYMENTS = [
  {
    name: 'VIP customers',
    version: 'latest',
    audience: only('VIP customers', 'tags', 'contains', 'VIP'),
    rollout: { share: 100 },
  },
  {
    name: 'Enterprise',
    version: 2,
    audience: only('Enterprise', 'tags', 'contains', 'Enterprise'),
    rollout: { share: 25 },
  },
  {
    name: 'Big Corp',
    version: 2,
    audience: only('Big Corp', 'email', 'ends_with', '@bigcorp.com'),
    rollout: { share: 100 },
  },
  {
    name: 'Premium plan',
    version: 1,
    audience: only('Premium plan', 'plan', 'equals', 'Premium'),
    rollout: { share: 10 },
  },
] as const;

function only(name: string, attribute: string, operator: string, value: string) {
  return { groups: [{ name, rules: [{ attribute, operator, value }] }] };
}

const readExample = async (file: string): Promise<unknown> =>
  JSON.parse(await readFile(new URL(file, EXAMPLES), 'utf8'));

const must = <T>(outcome: Result<T>): T => {
  if (outcome.ok) return outcome.value;
  const lines = outcome.problems.map((found: Problem) => `${found.at}: ${found.says}`);
  throw new Error(`the demo could not be made: ${lines.join('; ')}`);
};
