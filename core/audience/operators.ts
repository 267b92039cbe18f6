/** Every operator of audiences and of flow conditions, compiled once to a closure: the only implementation there is. */
import type { Instant } from '../instant.ts';
import { ok, problem, type Result, refused, under } from '../problem.ts';
import type { Operator } from './audience.ts';
import { instantOf } from './date-value.ts';
import { compileEquality, type Reading } from './equality.ts';
import { compilePattern } from './pattern.ts';
import { endsPlain, isPlain } from './plain.ts';
import { checkValue, isDuration, isOperator, OPERATORS, UNITS } from './rule-value.ts';
import { folded, isEmpty, isScalar, numberOf, type Scalar, textOf, verbatim } from './scalar.ts';

/** Tests what was found (undefined when nothing was) at a point in time; never throws. */
export type Test = (found: unknown, now: Instant) => boolean;

const not =
  (test: Test): Test =>
  (found, now) =>
    !test(found, now);

/** Each `not_…` is the exact negation of its operator, so a missing attribute makes it true. */
const negations: ReadonlyMap<Operator, Operator> = new Map([
  ['not_equals', 'equals'],
  ['not_contains', 'contains'],
  ['not_one_of', 'one_of'],
  ['not_within_last', 'within_last'],
  ['is_not_empty', 'is_empty'],
]);

/** True for the operators that hold when the one they negate does not. */
export const isNegation = (operator: string): boolean => isOperator(operator) && negations.has(operator);

type Read = (text: string) => string;

/** A pattern ignores case by itself, so the text it searches keeps its own. */
const unfolded: Read = (text) => verbatim(text).trim();

/** Runs a text test on a single value, or on a list until one element passes; empty text passes nothing. */
const onText = (read: Read, test: (text: string) => boolean): Test => {
  const one = (found: unknown): boolean => {
    if (!isScalar(found)) return false;
    const text = read(textOf(found));
    return text !== '' && test(text);
  };
  return (found) => (Array.isArray(found) ? found.some(one) : one(found));
};

/** Whether one element passes; a loop, because calling back through `some` costs more than most tests. */
const any = (list: readonly unknown[], passes: (element: unknown) => boolean): boolean => {
  for (let i = 0; i < list.length; i += 1) if (passes(list[i])) return true;
  return false;
};

const endsWith = (part: string, exact: boolean): Test => {
  const folding = onText(exact ? verbatim : folded, (text) => text.endsWith(part));
  if (exact || !isPlain(part)) return folding;
  return (found, now) => {
    const seen = typeof found === 'string' ? endsPlain(found, part) : 'unsure';
    return seen === 'unsure' ? folding(found, now) : seen === 'same';
  };
};

const equals = (value: Scalar, reading: Reading): Test => {
  const same = compileEquality([value], reading);
  return (found) => (Array.isArray(found) ? found.length === 1 && same(found[0]) : same(found));
};

const contains = (value: Scalar, reading: Reading): Test => {
  const same = compileEquality([value], reading);
  const read = reading.exact ? verbatim : folded;
  const part = read(textOf(value));
  const inText = onText(read, (text) => text.includes(part));
  return (found, now) => (Array.isArray(found) ? any(found, same) : inText(found, now));
};

const oneOf = (values: readonly Scalar[], reading: Reading): Test => {
  const same = compileEquality(values, reading);
  return (found) => (Array.isArray(found) ? any(found, same) : same(found));
};

const orders = {
  greater_than: (found: number, value: number) => found > value,
  less_than: (found: number, value: number) => found < value,
  at_least: (found: number, value: number) => found >= value,
  at_most: (found: number, value: number) => found <= value,
};

/** Both numbers (by declaration, or because one side is a number), or both dates; anything else is false. */
const ordering = (operator: keyof typeof orders, value: unknown, reading: Reading): Test => {
  const { type, exact = false } = reading;
  const holds = orders[operator];
  const number = type === 'date' ? null : numberOf(value, exact);
  const instant = type === 'number' ? null : instantOf(value, type, exact);
  const always = type === 'number' || typeof value === 'number';
  return (found) => {
    if (number !== null && (always || typeof found === 'number')) {
      const foundNumber = numberOf(found, exact);
      if (foundNumber !== null) return holds(foundNumber, number);
    }
    if (instant === null) return false;
    const foundInstant = instantOf(found, type, exact);
    return foundInstant !== null && holds(foundInstant, instant);
  };
};

/** Both ends of the span count; the future is outside. */
const withinLast =
  (milliseconds: number, { type, exact }: Reading): Test =>
  (found, now) => {
    const instant = instantOf(found, type, exact);
    return instant !== null && instant <= now && instant >= now - milliseconds;
  };

/** The values below have passed `checkValue`; the type guards only tell the compiler so. */
const compilePositive = (operator: Operator, value: unknown, reading: Reading): Result<Test> => {
  const exact = reading.exact ?? false;
  switch (operator) {
    case 'is_empty':
      return ok((found) => isEmpty(found, exact));
    case 'one_of':
      return ok(oneOf(Array.isArray(value) ? value.filter(isScalar) : [], reading));
    case 'within_last':
      return ok(withinLast(isDuration(value) ? value.n * UNITS[value.unit] : 0, reading));
    case 'greater_than':
    case 'less_than':
    case 'at_least':
    case 'at_most':
      return ok(ordering(operator, value, reading));
  }
  if (!isScalar(value)) throw new Error(`checkValue let a value of the wrong type pass to ${operator}`);
  const read = exact ? verbatim : folded;
  const part = read(textOf(value));
  switch (operator) {
    case 'equals':
      return ok(equals(value, reading));
    case 'contains':
      return ok(contains(value, reading));
    case 'starts_with':
      return ok(onText(read, (text) => text.startsWith(part)));
    case 'ends_with':
      return ok(endsWith(part, exact));
    case 'matches': {
      const pattern = compilePattern(textOf(value), exact);
      return pattern.ok
        ? ok(onText(exact ? verbatim : unfolded, pattern.value))
        : refused(...pattern.problems.map((p) => under('value', p)));
    }
    default:
      throw new Error(`${operator} is a negation and compiles as its positive`);
  }
};

/**
 * Compiles one operator with its value; the test it gives is pure, never throws and parses nothing.
 * Refused (at `operator` or `value…`) when the operator is unknown or the value does not suit it.
 * A missing value found is empty: positive operators are false, negations true, ordering false.
 */
export const compileOperator = (operator: string, value: unknown, reading: Reading = {}): Result<Test> => {
  if (!isOperator(operator)) {
    return refused(
      problem(
        'unknown-operator',
        'operator',
        `There is no operator "${operator}".`,
        `Use one of ${OPERATORS.join(', ')}.`,
      ),
    );
  }
  const wrong = checkValue(operator, value, reading.exact ?? false);
  if (wrong) return refused(wrong);
  const positive = negations.get(operator);
  if (!positive) return compilePositive(operator, value, reading);
  const compiled = compilePositive(positive, value, reading);
  return compiled.ok ? ok(not(compiled.value)) : compiled;
};
