/** Carries calls of one kind to the database together: a statement, and its commit, cost about the same for many as for one. */
import { isOutage } from '../db/outage.ts';
import { isLostRace } from './retry.ts';

/**
 * Does several at once, each answered at its place; `undefined` where one could not be done along with the others (its
 * row is locked, say) and is to be done by itself.
 */
export type DoTogether<Item, Done> = (items: readonly Item[]) => Promise<readonly (Done | undefined)[]>;

/** So many go on side by side; whoever comes meanwhile is gathered. Nobody waits while there is room. */
const AT_ONCE = 2;
/** Bounds what one failure, or one statement's memory, may touch. */
const MOST_TOGETHER = 32;

type Waiting<Item, Done> = {
  readonly item: Item;
  resolve(done: Done): void;
  reject(error: unknown): void;
};

/**
 * `together` as a call for one. What fails together is done again one by one, so that a failure stays its owner's:
 * `together` must be safe to do again, as a single statement is that writes everything or nothing. A database out of
 * reach fails all at once: one by one they would only wait for it longer.
 */
export const gathered = <Item, Done>(together: DoTogether<Item, Done>): ((item: Item) => Promise<Done>) => {
  const waiting: Waiting<Item, Done>[] = [];
  let running = 0;

  const alone = async ({ item, resolve, reject }: Waiting<Item, Done>): Promise<void> => {
    try {
      const [done] = await together([item]);
      if (done === undefined) throw new Error('one item was not done, though nothing stood in its way');
      resolve(done);
    } catch (error) {
      reject(error);
    }
  };

  const carry = async (batch: readonly Waiting<Item, Done>[]): Promise<void> => {
    const [only, second] = batch;
    if (only !== undefined && second === undefined) return alone(only);
    let done: readonly (Done | undefined)[] = [];
    try {
      done = await together(batch.map(({ item }) => item));
    } catch (error) {
      if (isOutage(error) && !isLostRace(error)) {
        for (const each of batch) each.reject(error);
        return;
      }
    }
    const left = batch.filter((each, place) => {
      const own = done[place];
      if (own !== undefined) each.resolve(own);
      return own === undefined;
    });
    // Side by side: one of them may wait long for a lock, which is no reason for the others to.
    await Promise.all(left.map(alone));
  };

  const start = (): void => {
    while (running < AT_ONCE && waiting.length > 0) {
      running += 1;
      void carry(waiting.splice(0, MOST_TOGETHER)).finally(() => {
        running -= 1;
        start();
      });
    }
  };

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      // What came in with the same reading of the sockets goes together.
      if (waiting.length === 1) setImmediate(start);
    });
};
