/** Interleaved rounds: every contender meets the same moments of the machine; the median of the rounds counts. */

/** Work that can be done any number of times; it says how many of its results were positive, so that none is skipped. */
export type Work = (times: number) => number | Promise<number>;
export type Runner = { readonly name: string; readonly work: Work };

export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
};

/** Processor time of the whole process, its collector of garbage included: what others do on the machine is no part of it. */
const nanoseconds = async (work: Work, times: number): Promise<number> => {
  const since = process.cpuUsage();
  await work(times);
  const { user, system } = process.cpuUsage(since);
  return (user + system) * 1_000;
};

/** How many times fill a slice: doubled until it lasts, which warms the work up as well. */
const timesPerSlice = async (work: Work, sliceMs: number): Promise<number> => {
  for (let times = 1; ; times *= 2) {
    const took = (await nanoseconds(work, times)) / 1e6;
    if (took >= sliceMs) return Math.max(1, Math.round((times * sliceMs) / took));
  }
};

/**
 * Median nanoseconds of processor time that a piece of work takes, by name. Each round runs every runner once for about `sliceMs`,
 * beginning with another one each time; the first round only warms up.
 */
export const measure = async (
  runners: readonly Runner[],
  { rounds, sliceMs }: { readonly rounds: number; readonly sliceMs: number },
): Promise<ReadonlyMap<string, number>> => {
  const slices: { runner: Runner; times: number; took: number[] }[] = [];
  for (const runner of runners) {
    slices.push({ runner, times: await timesPerSlice(runner.work, sliceMs), took: [] });
  }
  for (let round = 0; round <= rounds; round += 1) {
    for (let i = 0; i < slices.length; i += 1) {
      const slice = slices[(i + round) % slices.length];
      if (slice === undefined) continue;
      const took = (await nanoseconds(slice.runner.work, slice.times)) / slice.times;
      if (round > 0) slice.took.push(took);
    }
  }
  return new Map(slices.map(({ runner, took }) => [runner.name, median(took)]));
};
