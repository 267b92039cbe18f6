/** LaunchDarkly's server SDK on its own test data source: offline, no events. */
import { init, type LDClient, type LDContext } from '@launchdarkly/node-server-sdk';
import { TestData } from '@launchdarkly/node-server-sdk/integrations';
import type { Deployment, MakeContender, Person } from './contender.ts';

const clause = (attribute: string, op: string, value: string) => ({
  contextKind: 'user',
  attribute,
  op,
  values: [value],
  negate: false,
});

/** Two rules, as a rule's clauses must all hold; each admits 100% by a rollout, so that a number is drawn. */
const rulesOf = ({ id, tag, plan, domain }: Deployment, variation: number) => {
  const rollout = { contextKind: 'user', variations: [{ variation, weight: 100_000 }] };
  return [
    { id: `${id} tag`, clauses: [clause('tags', 'in', tag), clause('plan', 'in', plan)], rollout },
    { id: `${id} address`, clauses: [clause('email', 'endsWith', `@${domain}`)], rollout },
  ];
};

const flag = (key: string, variations: readonly unknown[], rules: readonly unknown[]) => ({
  key,
  version: 1,
  on: true,
  salt: `salt of ${key}`,
  variations,
  rules,
  targets: [],
  prerequisites: [],
  fallthrough: { variation: 0 },
  offVariation: 0,
});

const start = async (flags: readonly ReturnType<typeof flag>[]): Promise<LDClient> => {
  const data = new TestData();
  // biome-ignore lint/correctness/useHookAtTopLevel: a method of LaunchDarkly's, no hook
  for (const one of flags) await data.usePreconfiguredFlag(one);
  const quiet = () => undefined;
  const client = init('sdk-key-that-is-never-sent', {
    updateProcessor: data.getFactory(),
    sendEvents: false,
    diagnosticOptOut: true,
    logger: { error: console.error, warn: quiet, info: quiet, debug: quiet },
  });
  await client.waitForInitialization({ timeout: 10 });
  return client;
};

const contexts = (people: readonly Person[]): readonly LDContext[] =>
  people.map(({ key, email, plan, tags }) => ({ kind: 'user', key, email, plan, tags: [...tags] }));

export const launchDarklyEach: MakeContender = async (deployments, people) => {
  const client = await start(deployments.map((one) => flag(one.id, [false, true], rulesOf(one, 1))));
  const ids = deployments.map(({ id }) => id);
  const who = contexts(people);
  return {
    name: 'LaunchDarkly, a flag each',
    asynchronous: true,
    decide: async (i) => {
      const context = who[i];
      if (context === undefined) return null;
      for (const id of ids) if (await client.boolVariation(id, context, false)) return id;
      return null;
    },
    close: () => client.close(),
  };
};

export const launchDarklyOne: MakeContender = async (deployments, people) => {
  const rules = deployments.flatMap((one, i) => rulesOf(one, i + 1));
  const client = await start([flag('bot', ['none', ...deployments.map(({ id }) => id)], rules)]);
  const who = contexts(people);
  return {
    name: 'LaunchDarkly, one flag of all rules',
    asynchronous: true,
    decide: async (i) => {
      const context = who[i];
      if (context === undefined) return null;
      const value = await client.stringVariation('bot', context, 'none');
      return value === 'none' ? null : value;
    },
    close: () => client.close(),
  };
};
