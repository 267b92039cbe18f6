/** The filters of `{{ name | filter }}`: short, pure, and none of them reads the time. Documented in docs/templates.md. */
import { numberOf } from '../audience/scalar.ts';
import type { Json } from '../json.ts';
import { isList, textOf } from './text.ts';

export type Filter = (value: Json, ...args: readonly Json[]) => Json;

const isEmpty = (value: Json): boolean =>
  value === null || value === '' || (isList(value) && value.length === 0);

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

const round = (value: Json, digits: Json): Json => {
  const number = numberOf(value);
  if (number === null) return null;
  const scale = 10 ** Math.max(0, Math.min(10, Math.trunc(numberOf(digits) ?? 0)));
  return Math.round(number * scale) / scale;
};

export const FILTERS: Readonly<Record<string, Filter>> = {
  upcase: (value) => textOf(value).toUpperCase(),
  downcase: (value) => textOf(value).toLowerCase(),
  capitalize: (value) => capital(textOf(value)),
  strip: (value) => textOf(value).trim(),
  default: (value, fallback = null) => (isEmpty(value) ? fallback : value),
  size: (value) => (isList(value) ? value.length : [...textOf(value)].length),
  // A separator is short, so that joining many elements cannot fill the memory.
  join: (value, separator = ', ') =>
    isList(value) ? value.map(textOf).join(textOf(separator).slice(0, 100)) : value,
  first: (value) => (isList(value) ? (value[0] ?? null) : value),
  last: (value) => (isList(value) ? (value.at(-1) ?? null) : value),
  round: (value, digits = 0) => round(value, digits),
};
