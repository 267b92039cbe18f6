/** What the measured page lets the bench do with the canvas on it. */
export type Stage = {
  /** Shows all groups, and resolves when they have been painted. */
  readonly mount: () => Promise<void>;
  /** Moves to the groups in the middle at life size, at once or nearly so. */
  readonly approach: () => Promise<void>;
  /** From wherever it is to all of it, in 200 ms of motion; resolves when the last frame has been painted. */
  readonly fitAll: () => Promise<void>;
};

/** What a contender builds: its own way to the three. */
export type Hands = Pick<Stage, 'approach' | 'fitAll'>;

declare global {
  interface Window {
    readonly stage: Stage;
  }
}

/** The middle of the grid at life size, in a window of 1440 × 900. */
export const MIDDLE = { x: -6_900, y: -5_000, zoom: 1 } as const;

/** The browser has painted what was last given to it: the frame after the next has begun. */
export const painted = (): Promise<void> =>
  new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())));
