/** "Same text, number, boolean or date", against one value or thousands, in constant time. */
import type { Instant } from '../instant.ts';
import type { AttributeType } from './audience.ts';
import { instantOf } from './date-value.ts';
import { isPlain, samePlain } from './plain.ts';
import { folded, numberOf, type Scalar, textOf, verbatim } from './scalar.ts';

/** How values are read: the attribute's declared type; `exact`: case and outer white space count. */
export type Reading = {
  readonly type?: AttributeType | undefined;
  readonly exact?: boolean | undefined;
};

/** What a found value must be to be the same as a given one; null where nothing of that kind can be. */
export type EqualityKeys = {
  readonly text: string;
  readonly numberForNumber: number | null;
  readonly numberForText: number | null;
  readonly instantForNumber: Instant | null;
  readonly instantForText: Instant | null;
};

/**
 * The keys of one given value. Numbers compare as numbers when the declared type is number or at least one side is
 * a number; dates as instants when both sides read as dates and they are not two numbers (those stay numbers,
 * unless declared dates); everything else as text.
 */
export const equalityKeys = (value: Scalar, { type, exact = false }: Reading): EqualityKeys => {
  const number = numberOf(value, exact);
  const instant = type === 'number' ? null : instantOf(value, type, exact);
  // Two texts are two dates unless they were declared, or asked to be compared, as texts.
  const datesAsText = type === 'date' || typeof value === 'number' || !(exact || type === 'text');
  return {
    text: (exact ? verbatim : folded)(textOf(value)),
    numberForNumber: number,
    numberForText: typeof value === 'number' || type === 'number' ? number : null,
    instantForNumber: type === 'date' || typeof value === 'string' ? instant : null,
    instantForText: datesAsText ? instant : null,
  };
};

const addTo = (set: Set<number>, key: number | null): void => {
  if (key !== null) set.add(key);
};

const hasNumber = (set: ReadonlySet<number>, number: number | null): boolean =>
  number !== null && set.has(number);

/** The plain text that is all a single value can equal; null when it can equal a number or a date as well. */
const onlyText = (values: readonly Scalar[], reading: Reading): string | null => {
  const [value] = values;
  if (values.length !== 1 || typeof value !== 'string' || reading.exact) return null;
  const keys = equalityKeys(value, reading);
  const alone = keys.numberForNumber === null && keys.instantForNumber === null;
  return alone && keys.instantForText === null && isPlain(keys.text) ? keys.text : null;
};

/** Equality with one plain text, the commonest of all, without folding what is plain itself. */
const equalsPlain =
  (plain: string) =>
  (found: unknown): boolean => {
    if (typeof found === 'string') {
      const seen = samePlain(found, plain);
      return seen === 'unsure' ? folded(found) === plain : seen === 'same';
    }
    return typeof found === 'boolean' && plain === (found ? 'true' : 'false');
  };

/** Compiles a test whether a single value equals any of the given ones. */
export const compileEquality = (
  values: readonly Scalar[],
  reading: Reading,
): ((found: unknown) => boolean) => {
  const plain = onlyText(values, reading);
  if (plain !== null) return equalsPlain(plain);
  const { type, exact = false } = reading;
  const read = exact ? verbatim : folded;
  const texts = new Set<string>();
  const numbersForNumber = new Set<number>();
  const numbersForText = new Set<number>();
  const instantsForNumber = new Set<Instant>();
  const instantsForText = new Set<Instant>();
  for (const value of values) {
    const keys = equalityKeys(value, reading);
    texts.add(keys.text);
    addTo(numbersForNumber, keys.numberForNumber);
    addTo(numbersForText, keys.numberForText);
    addTo(instantsForNumber, keys.instantForNumber);
    addTo(instantsForText, keys.instantForText);
  }
  return (found) => {
    if (typeof found === 'string') {
      return (
        texts.has(read(found)) ||
        (numbersForText.size > 0 && hasNumber(numbersForText, numberOf(found, exact))) ||
        (instantsForText.size > 0 && hasNumber(instantsForText, instantOf(found, type, exact)))
      );
    }
    if (typeof found === 'number') {
      return (
        numbersForNumber.has(found) ||
        (instantsForNumber.size > 0 && hasNumber(instantsForNumber, instantOf(found, type, exact)))
      );
    }
    return typeof found === 'boolean' && texts.has(found ? 'true' : 'false');
  };
};
