import { describe, expect, it } from 'vitest';
import { lanesOf, turnAt } from './lanes.ts';

const lanes = (...routes: readonly (readonly [id: string, from: number, to: number])[]) =>
  Object.fromEntries(lanesOf(routes.map(([id, from, to]) => ({ id, source: 'g', from, to }))));

describe('edges of one group', () => {
  it('that fall turn the lowest first', () => {
    expect(lanes(['first', 10, 200], ['second', 20, 300], ['third', 30, 400])).toEqual({
      third: 0,
      second: 1,
      first: 2,
    });
  });

  it('that rise turn the highest first', () => {
    expect(lanes(['first', 300, 10], ['second', 320, 100])).toEqual({ first: 0, second: 1 });
  });

  it('that rise and that fall share lanes: they are not in each other’s way', () => {
    expect(lanes(['up', 100, 10], ['down', 120, 300])).toEqual({ up: 0, down: 0 });
  });

  it('know nothing of the edges of other groups', () => {
    const both = lanesOf([
      { id: 'a', source: 'one', from: 0, to: 100 },
      { id: 'b', source: 'two', from: 0, to: 100 },
    ]);
    expect([...both.values()]).toEqual([0, 0]);
  });
});

describe('an edge turns', () => {
  it('soon behind its group, however far it goes', () => {
    expect(turnAt(0, 288, 380)).toBe(312);
    expect(turnAt(1, 288, 5_000)).toBe(320);
  });

  it('before its target, however many lanes there are', () => {
    expect(turnAt(40, 288, 380)).toBe(356);
  });

  it('in the middle where there is no room for lanes', () => {
    expect(turnAt(3, 288, 300)).toBe(294);
  });
});
