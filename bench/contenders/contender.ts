/** The same deployments and people for every engine, and what an engine has to answer. */

/** A deployment at 100%: people with this tag on this plan, or with an address of this domain. */
export type Deployment = {
  readonly id: string;
  readonly tag: string;
  readonly plan: string;
  readonly domain: string;
};

export type Person = {
  readonly key: string;
  readonly email: string;
  readonly plan: string;
  readonly tags: readonly string[];
};

/** Answers who gets which deployment: the first, in order, that admits the person; null: none. */
export type Contender = {
  readonly name: string;
  readonly decide: (person: number) => string | null | Promise<string | null>;
  readonly asynchronous?: true;
  readonly close?: () => void | Promise<void>;
};

export type MakeContender = (
  deployments: readonly Deployment[],
  people: readonly Person[],
) => Contender | Promise<Contender>;

const PLANS = ['basic', 'premium', 'enterprise'];
const planOf = (i: number): string => PLANS[i % PLANS.length] ?? '';

export const makeDeployments = (count: number): readonly Deployment[] =>
  Array.from({ length: count }, (_, i) => ({
    id: `d${i}`,
    tag: `tag-${i}`,
    plan: planOf(i),
    domain: `corp${i}.test`,
  }));

/** 512 people: 2 of 5 come in by tag and plan, 2 of 5 by their address, 1 of 5 not at all; evenly over the deployments. */
export const makePeople = (deployments: number): readonly Person[] =>
  Array.from({ length: 512 }, (_, k) => {
    const i = (k * 7_919) % deployments;
    const way = k % 5;
    return {
      key: `user-${k}`,
      email: way === 2 || way === 3 ? `person${k}@corp${i}.test` : `person${k}@mail.test`,
      plan: planOf(way === 4 ? i + 1 : i), // the fifth has the tag, but another plan
      tags: ['customer', way < 2 || way === 4 ? `tag-${i}` : 'newsletter', 'beta'],
    };
  });
