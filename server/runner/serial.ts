/** Runs the work of one key after another, and of different keys side by side. */

export type Serial = {
  /** Runs `work` when all earlier work of `key` is finished, failed or not. */
  run<T>(key: string, work: () => Promise<T>): Promise<T>;
  /** True when work of `key` would begin at once. */
  isIdle(key: string): boolean;
  /** Resolves when nothing runs. */
  idle(): Promise<void>;
};

export const makeSerial = (): Serial => {
  const tails = new Map<string, Promise<unknown>>();
  return {
    run: (key, work) => {
      const before = tails.get(key) ?? Promise.resolve();
      const after = before.then(work, work);
      // The tail never rejects: the caller gets the failure, the next in line only waits for its end.
      const tail = after.then(
        () => undefined,
        () => undefined,
      );
      tails.set(key, tail);
      void tail.then(() => {
        if (tails.get(key) === tail) tails.delete(key);
      });
      return after;
    },
    isIdle: (key) => !tails.has(key),
    idle: async () => {
      while (tails.size > 0) await Promise.all(tails.values());
    },
  };
};
