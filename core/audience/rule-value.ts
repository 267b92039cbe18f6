/** Which value each operator takes, checked once when a rule is saved, so that no rule is silently true. */
import { DAY, HOUR, MINUTE } from '../instant.ts';
import { isObject, own } from '../json.ts';
import { type Problem, problem } from '../problem.ts';
import type { Operator } from './audience.ts';
import { instantOf } from './date-value.ts';
import { isScalar, numberOf } from './scalar.ts';

/** What kind of value an operator takes. */
export type ValueKind = 'scalar' | 'text' | 'pattern' | 'list' | 'order' | 'duration' | 'none';

/** Every operator and the kind of value it takes; the one list of operators there is. */
const kinds: Readonly<Record<Operator, ValueKind>> = {
  equals: 'scalar',
  not_equals: 'scalar',
  contains: 'scalar',
  not_contains: 'scalar',
  starts_with: 'text',
  ends_with: 'text',
  one_of: 'list',
  not_one_of: 'list',
  greater_than: 'order',
  less_than: 'order',
  at_least: 'order',
  at_most: 'order',
  within_last: 'duration',
  not_within_last: 'duration',
  is_empty: 'none',
  is_not_empty: 'none',
  matches: 'pattern',
};

/** All operators, in the order of the specification. */
export const OPERATORS = Object.keys(kinds) as readonly Operator[]; // the record's keys are exactly the operators

export const isOperator = (name: string): name is Operator => Object.hasOwn(kinds, name);

/** The kind of value an operator takes; null for an operator there is not. */
export const valueKindOf = (operator: string): ValueKind | null =>
  isOperator(operator) ? kinds[operator] : null;

/** At most so many values in the list of one rule. */
export const VALUES = 5_000;

/** Milliseconds of each unit of `within_last`. */
export const UNITS = { minutes: MINUTE, hours: HOUR, days: DAY, weeks: 7 * DAY } as const;
export type Unit = keyof typeof UNITS;
export type Duration = { readonly n: number; readonly unit: Unit };

const isUnit = (name: unknown): name is Unit => typeof name === 'string' && Object.hasOwn(UNITS, name);

export const isDuration = (value: unknown): value is Duration => {
  if (!isObject(value) || Object.keys(value).length !== 2) return false;
  const n = own(value, 'n');
  return typeof n === 'number' && Number.isSafeInteger(n) && n > 0 && isUnit(own(value, 'unit'));
};

const wrong = (at: string, says: string, hint: string): Problem => problem('value-type', at, says, hint);

const emptyValue = (at: string): Problem =>
  problem('value-empty', at, 'The value is empty.', 'Give a value, or use is_empty or is_not_empty.');

const isBlank = (value: unknown, exact: boolean): boolean =>
  value === null || (typeof value === 'string' && (exact ? value : value.trim()) === '');

const isSingle = (value: unknown): boolean =>
  isScalar(value) && (typeof value !== 'number' || Number.isFinite(value));

const checkList = (value: unknown, exact: boolean): Problem | null => {
  if (!Array.isArray(value))
    return wrong('value', 'This operator takes a list of values.', 'Write ["a", "b"].');
  if (value.length > VALUES) {
    return problem(
      'too-many-values',
      'value',
      `A list may hold at most 5,000 values; this one holds ${value.length}.`,
      'Split it over several groups, or tag these people and target the tag.',
    );
  }
  for (let i = 0; i < value.length; i += 1) {
    const each: unknown = value[i];
    if (isBlank(each, exact)) return emptyValue(`value.${i}`);
    if (!isSingle(each))
      return wrong(`value.${i}`, 'A list holds texts, numbers and booleans only.', 'Remove this one.');
  }
  return null;
};

/** What is wrong with a rule's value for its operator, at `value…`; null when nothing is. */
export const checkValue = (operator: Operator, value: unknown, exact = false): Problem | null => {
  const kind = kinds[operator];
  if (kind === 'none') {
    return value === undefined
      ? null
      : problem('value-not-expected', 'value', `${operator} takes no value.`, 'Remove the value.');
  }
  if (value === undefined) {
    return problem('value-missing', 'value', `${operator} needs a value.`, 'Give the value to compare with.');
  }
  if (isBlank(value, exact)) return emptyValue('value');
  switch (kind) {
    case 'list':
      return checkList(value, exact);
    case 'duration':
      return isDuration(value)
        ? null
        : wrong(
            'value',
            'This operator takes a positive whole number and a unit.',
            'Write { "n": 7, "unit": "days" }; units are minutes, hours, days and weeks.',
          );
    case 'order':
      return numberOf(value, exact) !== null || instantOf(value, undefined, exact) !== null
        ? null
        : wrong(
            'value',
            'This operator takes a number or a date.',
            'Write 5, or a date such as "2026-03-09".',
          );
    case 'pattern':
      return typeof value === 'string'
        ? null
        : wrong('value', 'This operator takes a regular expression as text.', 'Write "^a.*z$".');
    case 'text':
      return isSingle(value) && typeof value !== 'boolean'
        ? null
        : wrong('value', 'This operator takes a text.', 'Write the text between quotes.');
    case 'scalar':
      return isSingle(value)
        ? null
        : wrong(
            'value',
            'This operator takes one text, number or boolean.',
            'For a list of values use one_of.',
          );
  }
};
