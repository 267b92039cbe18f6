/** How values meet in expressions: what is a number, what is the same, what comes first. */
import { decimalText, numberOf } from '../../audience/scalar.ts';
import { isObject, type Json, type JsonObject, own } from '../../json.ts';
import { isList } from '../text.ts';
import { charge, stop, type Work } from './work.ts';

/** What people call a value in a problem's sentence. */
export const kindOf = (value: Json): string => {
  if (value === null) return 'nothing';
  if (isList(value)) return 'a list';
  switch (typeof value) {
    case 'string':
      return `the text "${value.slice(0, 30)}"`;
    case 'number':
      return `the number ${decimalText(value)}`;
    case 'boolean':
      return String(value);
    default:
      return 'an object';
  }
};

/** The number that a text writes; a text too long to be one is not even looked at. */
const numberIn = (text: string): number | null => (text.length > 400 ? null : numberOf(text));

/** A number, a text that writes one, or 0 for nothing; anything else stops. */
export const numeric = (value: Json): number => {
  if (typeof value === 'number') return value;
  if (value === null) return 0;
  const number = typeof value === 'string' ? numberIn(value) : null;
  return number ?? stop(`A number is needed here, not ${kindOf(value)}.`);
};

/** A result people can use: finite, and without the noise of binary fractions (0.1 + 0.2 is 0.3). */
export const finite = (value: number): number => {
  if (!Number.isFinite(value)) return stop('This calculation has no usable number as its result.');
  return Number.isInteger(value) ? value : Number(value.toPrecision(15));
};

/** True or false; nothing counts as false, anything else stops. */
export const truth = (value: Json): boolean => {
  if (typeof value === 'boolean') return value;
  if (value === null) return false;
  return stop(`True or false is needed here, not ${kindOf(value)}.`, 'Compare it, as in name != "".');
};

/** Equal in kind and content; a number also equals the text that writes it. */
export const same = (a: Json, b: Json, work: Work): boolean => {
  charge(work, 1);
  if (a === b) return true;
  if (typeof a === 'number' && typeof b === 'string') return numberIn(b) === a;
  if (typeof a === 'string' && typeof b === 'number') return numberIn(a) === b;
  if (isList(a))
    return isList(b) && a.length === b.length && a.every((each, i) => same(each, b[i] ?? null, work));
  if (!isObject(a) || !isObject(b)) return false;
  const [left, right] = [a as JsonObject, b as JsonObject]; // an object that is JSON is a JSON object
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && same(member(left, key), member(right, key), work))
  );
};

/**
 * Below zero when `a` comes first, above when `b` does, 0 when equal; null when one of them is nothing (then no
 * order holds). Two texts compare by character codes, so ISO dates compare as dates.
 */
export const order = (a: Json, b: Json, work: Work): number | null => {
  if (a === null || b === null) return null;
  if (typeof a === 'string' && typeof b === 'string') {
    charge(work, Math.min(a.length, b.length));
    return a < b ? -1 : a > b ? 1 : 0;
  }
  if (typeof a !== 'number' && typeof b !== 'number') {
    return stop(
      `${kindOf(a)} and ${kindOf(b)} have no order.`,
      'Compare numbers with numbers, texts with texts.',
    );
  }
  return numeric(a) - numeric(b);
};

/** An own property, or null. */
export const member = (object: JsonObject, key: string): Json => (own(object, key) ?? null) as Json; // own properties of JSON are JSON
