/** How large a test of faults is, and the numbers it is driven by: the same for the same seed. */
import { inject, vi } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    long: boolean | undefined;
  }
}

const isLong = inject('long') === true;

/** The first in `npm test`, the second in `npm run test:faults`. */
export const size = (short: number, long: number): number => (isLong ? long : short);

// Processes start, and machines are busy.
vi.setConfig({ testTimeout: size(90_000, 900_000), hookTimeout: 120_000 });

export type Seed = {
  /** Put it beside each expectation: with it a failure is seen again. */
  readonly why: string;
  /** From 0 up to 1. */
  random(): number;
  /** From 0 up to `below`. */
  whole(below: number): number;
  pick<T>(all: readonly T[]): T;
};

/** Another seed each time, unless SLUICE_SEED says which. */
export const newSeed = (): Seed => {
  const seed = Number(process.env.SLUICE_SEED ?? Date.now() % 1_000_000);
  let state = seed;
  // mulberry32
  const random = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (below: number): number => Math.floor(random() * below);
  return {
    why: `SLUICE_SEED=${seed}`,
    random,
    whole,
    pick: (all) => {
      const picked = all[whole(all.length)];
      if (picked === undefined) throw new Error('nothing to pick from');
      return picked;
    },
  };
};

export const pause = (ms: number): Promise<void> => new Promise((over) => setTimeout(over, ms));
