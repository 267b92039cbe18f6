/** GrowthBook's SDK for servers, on a payload in memory. */
import { GrowthBookClient } from '@growthbook/growthbook';
import type { Deployment, MakeContender, Person } from './contender.ts';

const ruleOf = <T>({ id, tag, plan, domain }: Deployment, force: T) => ({
  id,
  condition: {
    $or: [{ tags: { $in: [tag] }, plan }, { email: { $regex: `@${domain.replaceAll('.', '\\.')}$` } }],
  },
  coverage: 1,
  hashAttribute: 'id',
  seed: `seed of ${id}`,
  force,
});

const contexts = (people: readonly Person[]) =>
  people.map(({ key, email, plan, tags }) => ({ attributes: { id: key, email, plan, tags: [...tags] } }));

export const growthBookEach: MakeContender = (deployments, people) => {
  const features = Object.fromEntries(
    deployments.map((one) => [one.id, { defaultValue: false, rules: [ruleOf(one, true)] }]),
  );
  const client = new GrowthBookClient<Record<string, boolean>>().initSync({ payload: { features } });
  const ids = deployments.map(({ id }) => id);
  const who = contexts(people);
  return {
    name: 'GrowthBook, a feature each',
    decide: (i) => {
      const context = who[i] ?? {};
      for (const id of ids) if (client.isOn(id, context)) return id;
      return null;
    },
    close: () => client.destroy(),
  };
};

export const growthBookOne: MakeContender = (deployments, people) => {
  const rules = deployments.map((one) => ruleOf(one, one.id));
  const client = new GrowthBookClient<Record<string, string>>().initSync({
    payload: { features: { bot: { defaultValue: 'none', rules } } },
  });
  const who = contexts(people);
  return {
    name: 'GrowthBook, one feature of all rules',
    decide: (i) => {
      const value = client.getFeatureValue('bot', 'none', who[i] ?? {});
      return value === 'none' ? null : value;
    },
    close: () => client.destroy(),
  };
};
