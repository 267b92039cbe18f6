/** How long to wait before trying again: doubling, with jitter, so that many widgets never come back in one wave. */

/**
 * @param attempt 0 for the first retry
 * @param random a number in [0, 1)
 * @returns milliseconds: 0.5–2 s, 1–4 s, 2–8 s … at most 8 s, so that all are back 10 s after the server is
 */
export const backoff = (attempt: number, random: number): number =>
  Math.min(8_000, 2000 * 2 ** attempt) * (0.25 + 0.75 * random);
