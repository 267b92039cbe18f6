/** A share of people in whole basis points: 0 is nobody, 10,000 is everybody; one step is 0.01%. */

export type BasisPoints = number;
export const FULL: BasisPoints = 10_000;

/**
 * From the percentage people type (0–100, 0.01 steps); null when it is not one. A number only: '50' is refused,
 * not read. The tolerance forgives what adding decimals leaves behind (0.1 + 0.2), never a real third decimal.
 */
export const fromPercent = (percent: unknown): BasisPoints | null => {
  if (typeof percent !== 'number' || !Number.isFinite(percent) || percent < 0 || percent > 100) return null;
  const points = Math.round(percent * 100);
  // `+ 0` turns the minus zero of JSON's `-0` into plain zero.
  return Math.abs(points - percent * 100) < 1e-9 ? points + 0 : null;
};

export const toPercent = (share: BasisPoints): number => share / 100;
