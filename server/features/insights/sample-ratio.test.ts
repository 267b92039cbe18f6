/** The alarm rings for what chance does not do, and only then. */
import { describe, expect, it } from 'vitest';
import { sampleRatio } from './sample-ratio.ts';

describe('the sample ratio', () => {
  it('expects the sum of the share at each draw, over all shares', () => {
    const ratio = sampleRatio([
      { share: 1_000, drawnIn: 100, drawnOut: 900 },
      { share: 5_000, drawnIn: 50, drawnOut: 50 },
      { share: 10_000, drawnIn: 10, drawnOut: 0 },
    ]);
    expect(ratio).toMatchObject({ draws: 1_110, observedIn: 160, alarm: false });
    expect(ratio.expectedIn).toBeCloseTo(160, 9);
    expect(ratio.z).toBeCloseTo(0, 9);
  });

  it('rings beyond four standard deviations, in either direction', () => {
    // 10,000 at 50%: one deviation is 50 people.
    const at = (drawnIn: number) => sampleRatio([{ share: 5_000, drawnIn, drawnOut: 10_000 - drawnIn }]);
    expect(at(5_200)).toMatchObject({ z: 4, alarm: false });
    expect(at(5_201).alarm).toBe(true);
    expect(at(4_799).alarm).toBe(true);
  });

  it('where chance has no say, any difference rings', () => {
    expect(sampleRatio([{ share: 10_000, drawnIn: 5, drawnOut: 0 }])).toMatchObject({
      z: null,
      alarm: false,
    });
    expect(sampleRatio([{ share: 10_000, drawnIn: 5, drawnOut: 1 }])).toMatchObject({ z: null, alarm: true });
    expect(sampleRatio([{ share: 0, drawnIn: 1, drawnOut: 9 }]).alarm).toBe(true);
  });

  it('of no draws says nothing', () => {
    expect(sampleRatio([])).toEqual({ draws: 0, expectedIn: 0, observedIn: 0, z: null, alarm: false });
  });
});
