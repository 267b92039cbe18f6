/** Runs a transaction again when it lost a race, a few times, then gives up loudly. */
import type { Db } from '../db/database.ts';
import { isOutdatedPlan } from '../db/named-statements.ts';

const MOST_TRIES = 8;
/** Those who collided wait a little, each differently long, so that they do not collide again. */
const PAUSE_MS = 5;
/** unique_violation, serialization_failure, deadlock_detected. */
const LOST_RACES: ReadonlySet<unknown> = new Set(['23505', '40001', '40P01']);

/** Thrown inside a transaction to roll it back and do it again on fresh facts. */
export class Again extends Error {}

/**
 * `prepare` runs before each try, outside the transaction (the embedded database has one connection: what is read
 * elsewhere must be read before it begins), and gives the work to do inside. It is told which try this is, from 1.
 */
export const inTransaction = <T>(
  db: Db,
  prepare: (tries: number) => Promise<(trx: Db) => Promise<T>>,
): Promise<T> =>
  retrying(async (tries) => {
    const work = await prepare(tries);
    return db.transaction().execute(work);
  });

/** The same for work that is a transaction by itself: one statement. */
export const retrying = async <T>(work: (tries: number) => Promise<T>): Promise<T> => {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work(tries);
    } catch (error) {
      if (tries >= MOST_TRIES || !isLostRace(error)) throw error;
      if (tries > 1) await new Promise((again) => setTimeout(again, Math.random() * PAUSE_MS * 2 ** tries));
    }
  }
};

/** True when somebody else was first: on fresh facts the same work may well succeed. */
export const isLostRace = (error: unknown): boolean =>
  error instanceof Again ||
  isOutdatedPlan(error) ||
  (typeof error === 'object' && error !== null && 'code' in error && LOST_RACES.has(error.code));
