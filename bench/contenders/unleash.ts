/** Unleash's Node client, bootstrapped in memory; its server is an address that refuses. */
import { InMemStorageProvider, Unleash } from 'unleash-client';
import type { Deployment, MakeContender, Person } from './contender.ts';

type Feature = NonNullable<
  NonNullable<ConstructorParameters<typeof Unleash>[0]['bootstrap']>['data']
>[number];
type Strategy = NonNullable<Feature['strategies']>[number];
type Constraint = Strategy['constraints'][number];

const constraint = (
  contextName: string,
  operator: `${Constraint['operator']}`,
  value: string,
): Constraint => ({
  contextName,
  // The type is an enum, whose members are these texts.
  operator: operator as Constraint['operator'],
  values: [value],
  inverted: false,
});

/** Two strategies, as a strategy's constraints must all hold. A property is a text: tags stand in one, between commas. */
const strategiesOf = ({ id, tag, plan, domain }: Deployment, variants?: Strategy['variants']): Strategy[] => {
  const parameters = { rollout: '100', stickiness: 'userId', groupId: id };
  const more = variants === undefined ? {} : { variants };
  return [
    {
      name: 'flexibleRollout',
      parameters,
      constraints: [constraint('tags', 'STR_CONTAINS', `,${tag},`), constraint('plan', 'IN', plan)],
      ...more,
    },
    {
      name: 'flexibleRollout',
      parameters,
      constraints: [constraint('email', 'STR_ENDS_WITH', `@${domain}`)],
      ...more,
    },
  ];
};

const start = async (features: Feature[]): Promise<Unleash> => {
  const client = new Unleash({
    appName: 'bench',
    url: 'http://127.0.0.1:9/',
    refreshInterval: 0,
    disableMetrics: true,
    disableAutoStart: true,
    skipInstanceCountWarning: true,
    storageProvider: new InMemStorageProvider(),
    bootstrap: { data: features },
  });
  // It asks its server once all the same; that nobody answers is meant.
  for (const event of ['error', 'warn'] as const) client.on(event, () => undefined);
  const ready = new Promise<void>((resolve) => client.once('ready', resolve));
  await client.start();
  await ready;
  return client;
};

const contexts = (people: readonly Person[]) =>
  people.map(({ key, email, plan, tags }) => ({
    userId: key,
    properties: { email, plan, tags: `,${tags.join(',')},` },
  }));

export const unleashEach: MakeContender = async (deployments, people) => {
  const client = await start(
    deployments.map((one) => ({ name: one.id, enabled: true, strategies: strategiesOf(one) })),
  );
  const ids = deployments.map(({ id }) => id);
  const who = contexts(people);
  return {
    name: 'Unleash, a toggle each',
    decide: (i) => {
      const context = who[i] ?? {};
      for (const id of ids) if (client.isEnabled(id, context)) return id;
      return null;
    },
    close: () => client.destroy(),
  };
};

export const unleashOne: MakeContender = async (deployments, people) => {
  // The variant's payload is optional when evaluating, and required in the type.
  const strategies = deployments.flatMap((one) =>
    strategiesOf(one, [{ name: one.id, weight: 1_000, stickiness: 'userId' } as never]),
  );
  const client = await start([{ name: 'bot', enabled: true, strategies }]);
  const who = contexts(people);
  return {
    name: 'Unleash, one toggle of all rules',
    decide: (i) => {
      const { enabled, name } = client.getVariant('bot', who[i] ?? {});
      return enabled ? name : null;
    },
    close: () => client.destroy(),
  };
};
