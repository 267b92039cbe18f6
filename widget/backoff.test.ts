import { expect, it } from 'vitest';
import { backoff } from './backoff.ts';

it('spreads the first return of 500 widgets over a second and a half, and never waits longer than eight', () => {
  const first = Array.from({ length: 500 }, (_, index) => backoff(0, index / 500));
  expect(Math.min(...first)).toBe(500);
  expect(Math.max(...first)).toBeCloseTo(1997, 0);
  expect(backoff(9, 1)).toBe(8_000);
});
