/** The functions of expressions: a fixed list, all pure. Documented in docs/expressions.md. */
import { instantOf } from '../../audience/date-value.ts';
import { compilePattern } from '../../audience/pattern.ts';
import { DAY, type Instant, toIso } from '../../instant.ts';
import { isObject, type Json } from '../../json.ts';
import { boundedCache } from '../bounded-cache.ts';
import { isList, textOf } from '../text.ts';
import { finite, kindOf, numeric, order, same } from './values.ts';
import { boundedList, boundedText, charge, stop, type Work } from './work.ts';

type Call = { readonly args: readonly Json[]; readonly work: Work; readonly now: Instant };
type Definition = { readonly least: number; readonly most: number; run(call: Call): Json };

const fixed = (count: number, run: (call: Call) => Json): Definition => ({ least: count, most: count, run });

const arg = (call: Call, index: number): Json => call.args[index] ?? null;
const textArg = (call: Call, index: number): string => boundedText(call.work, textOf(arg(call, index)));
const numberArg = (call: Call, index: number): number => numeric(arg(call, index));

const onText = (run: (text: string) => Json): Definition => fixed(1, (call) => run(textArg(call, 0)));
const onTexts = (run: (text: string, part: string) => Json): Definition =>
  fixed(2, (call) => run(textArg(call, 0), textArg(call, 1)));
const onNumber = (run: (value: number) => number): Definition =>
  fixed(1, (call) => finite(run(numberArg(call, 0))));

const pattern = boundedCache(500, (source) => compilePattern(source, true));

const matches = (text: string, source: string, work: Work): boolean => {
  const compiled = pattern(source);
  if (!compiled.ok) return stop(compiled.problems[0]?.says ?? 'This pattern does not compile.');
  charge(work, Math.ceil((text.length * (source.length + 8)) / 8)); // linear in the text, and in the pattern
  return compiled.value(text);
};

const size = (value: Json): number => {
  if (isList(value)) return value.length;
  return isObject(value) ? Object.keys(value).length : [...textOf(value)].length;
};

/** The elements that `min` and `max` compare: the arguments, or those of the one list given. */
const candidates = (call: Call): readonly Json[] => {
  const first = arg(call, 0);
  return call.args.length === 1 && isList(first) ? first : call.args;
};

const extreme = (call: Call, sign: 1 | -1): Json => {
  let best: Json = null;
  for (const value of candidates(call)) {
    charge(call.work, 1);
    if (best === null || (order(value, best, call.work) ?? 0) * sign > 0) best = value;
  }
  return best;
};

const round = (value: number, digits: number): number => {
  const scale = 10 ** Math.max(0, Math.min(10, Math.trunc(digits)));
  return Math.round(value * scale) / scale;
};

const indexOf = (call: Call): Json => {
  const within = arg(call, 0);
  if (isList(within)) return within.findIndex((each) => same(each, arg(call, 1), call.work));
  return textArg(call, 0).indexOf(textArg(call, 1));
};

const contains = (call: Call): Json => {
  const within = arg(call, 0);
  if (isList(within)) return within.some((each) => same(each, arg(call, 1), call.work));
  return textArg(call, 0).includes(textArg(call, 1));
};

const at = (value: Json, index: number): Json => {
  if (isList(value)) return value.at(index) ?? null;
  return typeof value === 'string' ? (value.at(index) ?? null) : null;
};

const instant = (value: Json): Instant =>
  instantOf(value) ?? stop(`A date is needed here, not ${kindOf(value)}.`, 'Write it as "2026-03-09".');

const isDay = (value: Json): boolean => typeof value === 'string' && value.trim().length === 10;

/** A later (or earlier) date, as precise as the one given: a day stays a day. */
const addDays = (call: Call): Json => {
  const moved = instant(arg(call, 0)) + Math.round(numberArg(call, 1) * DAY);
  if (Math.abs(moved) > 8.64e15) return stop('This date is too far away.');
  return isDay(arg(call, 0)) ? toIso(moved).slice(0, 10) : toIso(moved);
};

const DEFINITIONS = {
  lower: onText((text) => text.toLowerCase()),
  upper: onText((text) => text.toUpperCase()),
  trim: onText((text) => text.trim()),
  size: fixed(1, (call) => size(arg(call, 0))),
  length: fixed(1, (call) => size(arg(call, 0))),
  contains: fixed(2, contains),
  startsWith: onTexts((text, part) => text.startsWith(part)),
  endsWith: onTexts((text, part) => text.endsWith(part)),
  matches: fixed(2, (call) => matches(textArg(call, 0), textArg(call, 1), call.work)),
  indexOf: fixed(2, indexOf),
  index: fixed(2, (call) => at(arg(call, 0), Math.trunc(numberArg(call, 1)))),
  first: fixed(1, (call) => at(arg(call, 0), 0)),
  last: fixed(1, (call) => at(arg(call, 0), -1)),
  split: fixed(2, (call) => boundedList(call.work, textArg(call, 0).split(textArg(call, 1)))),
  join: {
    least: 1,
    most: 2,
    run: (call: Call) => {
      const list = arg(call, 0);
      if (!isList(list)) return textArg(call, 0);
      const separator = call.args.length > 1 ? textArg(call, 1) : ', ';
      charge(call.work, list.length * (separator.length + 1));
      return boundedText(call.work, list.map(textOf).join(separator));
    },
  },
  round: { least: 1, most: 2, run: (call: Call) => finite(round(numberArg(call, 0), numberArg(call, 1))) },
  floor: onNumber(Math.floor),
  ceil: onNumber(Math.ceil),
  abs: onNumber(Math.abs),
  min: { least: 1, most: 20, run: (call: Call) => extreme(call, -1) },
  max: { least: 1, most: 20, run: (call: Call) => extreme(call, 1) },
  number: fixed(1, (call) => numberArg(call, 0)),
  text: fixed(1, (call) => textArg(call, 0)),
  has: fixed(1, (call) => arg(call, 0) !== null),
  now: fixed(0, (call) => toIso(call.now)),
  today: fixed(0, (call) => toIso(call.now).slice(0, 10)),
  addDays: fixed(2, addDays),
  daysBetween: fixed(2, (call) => Math.floor((instant(arg(call, 1)) - instant(arg(call, 0))) / DAY)),
} satisfies Record<string, Definition>;

/** Every function by name. */
export const FUNCTIONS: ReadonlyMap<string, Definition> = new Map(Object.entries(DEFINITIONS));
