/** "Which of these values equal what was found", for thousands of values in constant time. */
import type { Instant } from '../instant.ts';
import { instantOf } from './date-value.ts';
import { equalityKeys, type Reading } from './equality.ts';
import { folded, numberOf, type Scalar } from './scalar.ts';

/** Items by the values they stand under. */
export type EqualityIndex<T> = {
  readonly add: (value: Scalar, item: T) => void;
  /** Visits at least every item whose value equals the one found, some perhaps twice. */
  readonly find: (found: unknown, visit: (item: T) => void) => void;
};

const put = <K, T>(table: Map<K, T[]>, key: K | null, item: T): void => {
  if (key === null) return;
  const items = table.get(key);
  if (items === undefined) table.set(key, [item]);
  // The same value twice in one list: the last item added is the only one that can be this one.
  else if (items.at(-1) !== item) items.push(item);
};

const each = <T>(items: readonly T[] | undefined, visit: (item: T) => void): void => {
  if (items !== undefined) for (const item of items) visit(item);
};

/** An index that agrees with `compileEquality` of the same reading, always: both are made of the same keys. */
export const equalityIndex = <T>(reading: Omit<Reading, 'exact'>): EqualityIndex<T> => {
  const { type } = reading;
  const texts = new Map<string, T[]>();
  const numbersForNumber = new Map<number, T[]>();
  const numbersForText = new Map<number, T[]>();
  const instantsForNumber = new Map<Instant, T[]>();
  const instantsForText = new Map<Instant, T[]>();

  const findNumber = (table: ReadonlyMap<number, T[]>, key: number | null, visit: (item: T) => void) => {
    if (key !== null) each(table.get(key), visit);
  };
  return {
    add: (value, item) => {
      const keys = equalityKeys(value, reading);
      put(texts, keys.text, item);
      put(numbersForNumber, keys.numberForNumber, item);
      put(numbersForText, keys.numberForText, item);
      put(instantsForNumber, keys.instantForNumber, item);
      put(instantsForText, keys.instantForText, item);
    },
    find: (found, visit) => {
      if (typeof found === 'string') {
        each(texts.get(folded(found)), visit);
        if (numbersForText.size > 0) findNumber(numbersForText, numberOf(found), visit);
        if (instantsForText.size > 0) findNumber(instantsForText, instantOf(found, type), visit);
      } else if (typeof found === 'number') {
        each(numbersForNumber.get(found), visit);
        if (instantsForNumber.size > 0) findNumber(instantsForNumber, instantOf(found, type), visit);
      } else if (typeof found === 'boolean') each(texts.get(found ? 'true' : 'false'), visit);
    },
  };
};
