/** flagd's evaluator, in process. */
import { FlagdCore } from '@openfeature/flagd-core';
import type { MakeContender } from './contender.ts';
import { ruleOf } from './json-logic.ts';

const contexts = (people: Parameters<MakeContender>[1]) =>
  people.map(({ key, email, plan, tags }) => ({ targetingKey: key, email, plan, tags: [...tags] }));

const all = (variant: string) => ({ fractional: [[variant, 100]] });

/** A flag for each deployment, as teams keep them; asked in order until one is on. */
export const flagdEach: MakeContender = (deployments, people) => {
  const core = new FlagdCore();
  const flags = deployments.map((one) => [
    one.id,
    {
      state: 'ENABLED',
      variants: { in: true, out: false },
      defaultVariant: 'out',
      targeting: { if: [ruleOf(one), all('in'), 'out'] },
    },
  ]);
  core.setConfigurations(JSON.stringify({ flags: Object.fromEntries(flags) }));
  const ids = deployments.map(({ id }) => id);
  const who = contexts(people);
  return {
    name: 'flagd-core, a flag each',
    decide: (i) => {
      const context = who[i] ?? {};
      for (const id of ids) if (core.resolveBooleanEvaluation(id, false, context).value) return id;
      return null;
    },
  };
};

/** One flag with a branch for each deployment: its best case. */
export const flagdOne: MakeContender = (deployments, people) => {
  const core = new FlagdCore();
  const variants = Object.fromEntries([['none', 'none'], ...deployments.map(({ id }) => [id, id])]);
  const targeting = { if: [...deployments.flatMap((one) => [ruleOf(one), all(one.id)]), 'none'] };
  core.setConfigurations(
    JSON.stringify({ flags: { bot: { state: 'ENABLED', variants, defaultVariant: 'none', targeting } } }),
  );
  const who = contexts(people);
  return {
    name: 'flagd-core, one flag of all rules',
    decide: (i) => {
      const { value } = core.resolveStringEvaluation('bot', 'none', who[i] ?? {});
      return value === 'none' ? null : value;
    },
  };
};
