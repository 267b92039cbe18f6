import { describe, expect, it } from 'vitest';
import type { Decision } from './decision.ts';
import { type WhyDeployment, whyPath } from './why.ts';

const vip: WhyDeployment = {
  name: 'VIP customers',
  audience: {
    everyone: false,
    groups: [{ name: 'VIP', rules: [{ attribute: 'tags', operator: 'contains', value: 'VIP' }] }],
  },
  share: 10_000,
  version: 2,
  versionName: 'v2.1',
};
const numbered = (number: number): number => Math.ceil((number * 2 ** 32) / 100);
const third = Date.UTC(2026, 2, 3);
const premium: WhyDeployment = {
  ...vip,
  name: 'Premium plan',
  share: 5_000,
  version: 'latest',
  draw: { u32: numbered(41), share: 2_500, at: third },
};
const deployments = new Map([
  ['vip', vip],
  ['premium', premium],
]);
const path = (decision: Partial<Decision>) =>
  whyPath({ outcome: 'none', reason: 'audience', trace: [], ...decision }, deployments);

const noMatch = {
  deploymentId: 'vip',
  reason: 'audience',
  audience: [
    {
      group: 'VIP',
      pass: false,
      rules: [{ attribute: 'tags', operator: 'contains', value: 'VIP', found: ['Newsletter'], pass: false }],
    },
  ],
} as const;

describe('the path of a decision', () => {
  it('says whom a deployment is for and what was found instead', () => {
    expect(path({ trace: [noMatch] })[0]).toEqual({
      held: false,
      title: 'VIP customers: no match',
      text: 'It is for people with the tag VIP. Found: Newsletter.',
    });
  });

  it('says the number, the share at the pick and the day, and that raising did not change it', () => {
    const steps = path({
      reason: 'drawn-out',
      trace: [{ deploymentId: 'premium', reason: 'drawn-out', audience: [] }],
    });
    expect(steps[0]).toEqual({
      held: false,
      title: 'Premium plan: left out',
      text: 'Their number is 41. At 25%, numbers below 25 got in, so they were left out on 3 March. Raising to 50% didn’t change that.',
      bar: { gate: 25, number: 41, today: 50 },
    });
    expect(steps.at(-1)).toEqual({
      held: false,
      title: 'No bot',
      text: 'No deployment took this person in, so there is no bot.',
    });
  });

  it('ends with the version that was met, and whether it moves', () => {
    const won = { outcome: 'bot', reason: 'full-launch', deploymentId: 'vip' } as const;
    const steps = path({ ...won, trace: [{ deploymentId: 'vip', reason: 'full-launch', audience: [] }] });
    expect(steps.map((step) => step.title)).toEqual([
      'VIP customers: matches',
      'Full launch: let in',
      'Pinned to v2.1',
    ]);
    expect(steps.every((step) => step.held)).toBe(true);
  });

  it('a person let in by a later act is not said to have a number below the share', () => {
    const later = new Map([
      ['premium', { ...premium, draw: { u32: numbered(41), share: 2_500, at: third } }],
    ]);
    const steps = whyPath(
      {
        outcome: 'bot',
        reason: 'drawn-in',
        deploymentId: 'premium',
        trace: [{ deploymentId: 'premium', reason: 'drawn-in', audience: [] }],
      },
      later,
    );
    expect(steps[1]?.text).toBe('Their number is 41. They were let in later, and they keep that.');
  });

  it('without a decision it says so and guesses nothing', () => {
    expect(path({ reason: 'unavailable' }).map((step) => step.title)).toEqual(['No answer']);
  });
});
