/** Two nodes of one Sluice on one real PostgreSQL, each with connections and memory of its own. */
import { openNode, realPostgres } from './database.ts';
import { freshDatabase } from './postgres.ts';
import { type FakeParts, type FakeSluice, fakeSluice, secondNode } from './sluice.ts';

export type Nodes = {
  readonly first: FakeSluice;
  readonly second: FakeSluice;
  /** The database that they share. */
  readonly url: string;
  close(): Promise<void>;
};

export const startNodes = async (parts: Pick<FakeParts, 'log'> = {}): Promise<Nodes> => {
  const fresh = await freshDatabase(realPostgres());
  const first = await fakeSluice({}, { ...parts, database: await openNode(fresh.url) });
  const second = await secondNode(first, { ...parts, database: await openNode(fresh.url) });
  return {
    first,
    second,
    url: fresh.url,
    close: async () => {
      await Promise.all([first.close(), second.close()]);
      await fresh.drop();
    },
  };
};

/** Looks again and again until it is so; throws when it is not after `withinMs`. Returns how long it took. */
export const soon = async (isSo: () => boolean | Promise<boolean>, withinMs = 1_000): Promise<number> => {
  const since = performance.now();
  for (;;) {
    if (await isSo()) return performance.now() - since;
    if (performance.now() - since > withinMs) throw new Error(`still not so after ${withinMs} ms`);
    await new Promise((again) => setTimeout(again, 5));
  }
};
