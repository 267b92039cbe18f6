/** A share of people in whole basis points: 0 is nobody, 10,000 is everybody; one step is 0.01%. */

export type BasisPoints = number;
export const FULL: BasisPoints = 10_000;

/** From the percentage people type (0–100, 0.01 steps); null when it is not one. */
export const fromPercent = (percent: unknown): BasisPoints | null => {
  if (typeof percent !== 'number' || !Number.isFinite(percent) || percent < 0 || percent > 100) return null;
  const points = Math.round(percent * 100);
  return Math.abs(points - percent * 100) < 1e-6 ? points : null;
};

export const toPercent = (share: BasisPoints): number => share / 100;
