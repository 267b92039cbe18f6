import { describe, expect, it } from 'vitest';
import { codes, withSettings } from '../fake-context.ts';
import { split } from './block.ts';

const branches = (...percents: readonly number[]) => ({
  branches: percents.map((percent, index) => ({ id: `b${index}`, percent })),
});
const port = (settings: object, key: string, seed = 'flow/block') => {
  const { then } = withSettings(split, settings).enter({ person: { key }, seed });
  return then.type === 'leave' ? then.port : null;
};
const people = Array.from({ length: 4_000 }, (_, index) => `person-${index}`);

describe('a split', () => {
  it('sends the same person the same way, every time', () => {
    for (const key of people.slice(0, 50))
      expect(port(branches(50, 50), key)).toBe(port(branches(50, 50), key));
  });

  it('shares people out by the percentages', () => {
    const ways = people.map((key) => port(branches(25, 50, 25), key));
    for (const [way, share] of [
      ['b0', 0.25],
      ['b1', 0.5],
      ['b2', 0.25],
    ] as const) {
      const count = ways.filter((each) => each === way).length;
      // Four standard deviations around the share of 4,000.
      expect(Math.abs(count - 4_000 * share)).toBeLessThan(4 * Math.sqrt(4_000 * share * (1 - share)));
    }
  });

  it('mixes people anew at another block', () => {
    const same = people.filter(
      (key) => port(branches(50, 50), key) === port(branches(50, 50), key, 'flow/two'),
    );
    expect(same.length).toBeGreaterThan(1_800);
    expect(same.length).toBeLessThan(2_200);
  });

  it('gives a branch of 0 nobody and a branch of 100 everybody', () => {
    expect(new Set(people.map((key) => port(branches(0, 100, 0), key)))).toEqual(new Set(['b1']));
  });

  it('is found wanting when the percentages do not make 100', () => {
    const check = (...percents: readonly number[]) =>
      codes(withSettings(split, branches(...percents)).check());
    expect(check(33.33, 33.33, 33.34)).toEqual([]);
    expect(check(50, 40)).toEqual(['split-sum branches']);
  });

  it('refuses percentages finer than 0.01 or beyond 0 to 100', () => {
    for (const percent of [33.333, -1, 101])
      expect(split.settings.safeParse(branches(percent)).success).toBe(false);
  });
});
