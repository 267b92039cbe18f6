/** One line of NDJSON as an object that is safe to walk. */
import { isBounded } from '@sluice/core/flow/depth';
import { isObject, type JsonObject } from '@sluice/core/json';
import { ok, problem, type Result, refused } from '@sluice/core/problem';

/** Far beyond any person's attributes; deeper ones would exhaust the stack of whoever compares them. */
const DEEPEST = 100;
const MOST_VALUES = 100_000;

/** Null for a blank line. */
export const objectInLine = (line: string): Result<JsonObject | null> => {
  if (line.trim() === '') return ok(null);
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return refused(problem('not-json', '', 'This line is not JSON.', 'Write one object a line.'));
  }
  if (!isObject(value)) {
    return refused(problem('not-an-object', '', 'This line is not an object.', 'Write { … }.'));
  }
  if (!isBounded(value, DEEPEST, MOST_VALUES)) {
    return refused(problem('too-big', '', `This line is nested more than ${DEEPEST} levels, or huge.`));
  }
  return ok(value as JsonObject); // an object out of JSON.parse
};
