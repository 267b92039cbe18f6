/** Points in time as they come into the core: numbers handed over by the edge, never read from the machine. */

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;

/** Where the edge reads the time; the core only ever receives instants. */
export type Clock = { now(): Instant };

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** ISO 8601 in UTC with milliseconds. */
export const toIso = (instant: Instant): string => new Date(instant).toISOString();

/** A clock for tests that moves only when told to. */
export const fakeClock = (start: Instant = Date.UTC(2026, 2, 9, 9, 0, 0)) => {
  let at = start;
  return {
    now: (): Instant => at,
    advance: (milliseconds: number): void => {
      at += milliseconds;
    },
  };
};
