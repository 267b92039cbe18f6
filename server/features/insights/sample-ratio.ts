/** The honest sample-ratio check: as many drawn in as the shares at each draw say, within chance. */
import { toPercent } from '@sluice/core/rollout/share';

/** Draws made at one share, as they were counted. */
export type DrawnAt = { readonly share: number; readonly drawnIn: number; readonly drawnOut: number };

export type SampleRatio = {
  readonly draws: number;
  readonly expectedIn: number;
  readonly observedIn: number;
  readonly z: number | null;
  readonly alarm: boolean;
};

/** Of a hundred thousand healthy deployments fewer than seven would ring. */
const ALARM_AT = 4;

/**
 * Every draw is its own coin with the share (basis points) of its moment: expected = Σ share × n, variance =
 * Σ share × (1 − share) × n, z = (observed − expected) / √variance. Where chance has no say (all at 0% or 100%)
 * z is null and any difference rings.
 */
export const sampleRatio = (counts: readonly DrawnAt[]): SampleRatio => {
  let draws = 0;
  let expectedIn = 0;
  let observedIn = 0;
  let variance = 0;
  for (const { share, drawnIn, drawnOut } of counts) {
    const p = toPercent(share) / 100;
    const n = drawnIn + drawnOut;
    draws += n;
    expectedIn += p * n;
    observedIn += drawnIn;
    variance += p * (1 - p) * n;
  }
  const difference = observedIn - expectedIn;
  const z = variance > 0 ? difference / Math.sqrt(variance) : null;
  // Sums of decimals leave crumbs: less than half a person is no difference.
  const alarm = z === null ? Math.abs(difference) >= 0.5 : Math.abs(z) > ALARM_AT;
  return { draws, expectedIn, observedIn, z, alarm };
};
