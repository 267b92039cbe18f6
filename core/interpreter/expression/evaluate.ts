/** Walks a checked tree to its value: plain JSON in, plain JSON out, within the allowance of one evaluation. */
import type { Instant } from '../../instant.ts';
import { isObject, type Json, type JsonObject } from '../../json.ts';
import { isList, textOf } from '../text.ts';
import { FUNCTIONS } from './functions.ts';
import type { Operation, Tree } from './parse.ts';
import { finite, member, numeric, order, same, truth } from './values.ts';
import { boundedList, boundedText, charge, stop, type Work } from './work.ts';

/** What an evaluation reads: names (own properties only), the time, and its allowance. */
export type Reading = {
  readonly names: { readonly [name: string]: Json };
  readonly now: Instant;
  readonly work: Work;
};

/** The value of a tree. Stops with `ExpressionStop` where it has none. */
export const resultOf = (tree: Tree, reading: Reading): Json => {
  charge(reading.work, 1);
  switch (tree.kind) {
    case 'value':
      return tree.value;
    case 'name':
      return member(reading.names, tree.name);
    case 'member':
      return elementOf(resultOf(tree.of, reading), tree.key);
    case 'call':
      return (
        FUNCTIONS.get(tree.name)?.run({
          args: tree.args.map((each) => resultOf(each, reading)),
          work: reading.work,
          now: reading.now,
        }) ?? null
      );
    case 'list':
      return tree.items.map((each) => resultOf(each, reading));
    case 'object':
      return Object.fromEntries(
        tree.entries.map(([key, value]) => [textOf(resultOf(key, reading)), resultOf(value, reading)]),
      );
    case 'choose':
      return resultOf(truth(resultOf(tree.test, reading)) ? tree.yes : tree.no, reading);
    case 'not':
      return !truth(resultOf(tree.of, reading));
    case 'minus':
      return -numeric(resultOf(tree.of, reading)) + 0; // + 0: there is no minus zero in JSON
    case 'binary':
      return binary(tree.op, tree.left, tree.right, reading);
  }
};

const binary = (op: Operation, left: Tree, right: Tree, reading: Reading): Json => {
  const a = resultOf(left, reading);
  if (op === '&&') return truth(a) && truth(resultOf(right, reading));
  if (op === '||') return truth(a) || truth(resultOf(right, reading));
  const b = resultOf(right, reading);
  const { work } = reading;
  switch (op) {
    case '==':
      return same(a, b, work);
    case '!=':
      return !same(a, b, work);
    case '<':
      return holds(order(a, b, work), (difference) => difference < 0);
    case '<=':
      return holds(order(a, b, work), (difference) => difference <= 0);
    case '>':
      return holds(order(a, b, work), (difference) => difference > 0);
    case '>=':
      return holds(order(a, b, work), (difference) => difference >= 0);
    case 'in':
      return isIn(a, b, work);
    case '[]':
      return elementOf(a, b);
    case '+':
      return sum(a, b, work);
    default:
      return calculate(op, numeric(a), numeric(b));
  }
};

const holds = (difference: number | null, test: (difference: number) => boolean): boolean =>
  difference !== null && test(difference);

const calculate = (op: '-' | '*' | '/' | '%', a: number, b: number): number => {
  if (op === '-') return finite(a - b);
  if (op === '*') return finite(a * b);
  if (b === 0) return stop('Nothing can be divided by zero.');
  return finite(op === '/' ? a / b : a % b);
};

/** Numbers add up, lists and texts join; beside a text everything is text, and nothing adds nothing. */
const sum = (a: Json, b: Json, work: Work): Json => {
  if (isList(a) && isList(b)) return boundedList(work, [...a, ...b]);
  if (typeof a === 'string' || typeof b === 'string') return boundedText(work, textOf(a) + textOf(b));
  return finite(numeric(a) + numeric(b));
};

const isIn = (value: Json, container: Json, work: Work): boolean => {
  if (isList(container)) return container.some((each) => same(value, each, work));
  if (typeof container === 'string') return boundedText(work, container).includes(textOf(value));
  return isObject(container) && Object.hasOwn(container, textOf(value));
};

const elementOf = (container: Json, key: Json): Json => {
  if (isList(container)) return typeof key === 'number' ? (container.at(Math.trunc(key)) ?? null) : null;
  if (typeof container === 'string')
    return typeof key === 'number' ? (container.at(Math.trunc(key)) ?? null) : null;
  return isObject(container) ? member(container as JsonObject, textOf(key)) : null; // an object that is JSON
};
