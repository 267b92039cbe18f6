/** Every operator as people read it, between what is compared and its value: "is", "is at least". */
import type { Operator } from './audience.ts';

export const OPERATOR_WORDS: Readonly<Record<Operator, string>> = {
  equals: 'is',
  not_equals: 'is not',
  contains: 'contains',
  not_contains: 'does not contain',
  starts_with: 'starts with',
  ends_with: 'ends with',
  one_of: 'is one of',
  not_one_of: 'is none of',
  greater_than: 'is greater than',
  less_than: 'is less than',
  at_least: 'is at least',
  at_most: 'is at most',
  within_last: 'is within the last',
  not_within_last: 'is not within the last',
  is_empty: 'is empty',
  is_not_empty: 'is not empty',
  matches: 'matches',
};
