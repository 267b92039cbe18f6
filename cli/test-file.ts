/** Flow tests in a file: one, a list, or what the API lists. */
import { type FlowTest, parseFlowTest } from '@sluice/core/flow-test/flow-test';
import { isObject } from '@sluice/core/json';
import { ok, type Problem, problem, type Result, refused, under } from '@sluice/core/problem';

/** What the API says of a test besides the test itself. */
const BESIDE = new Set(['id', 'author', 'createdAt', 'updatedAt']);

/** Every test of the file, or what is wrong with each that is none. */
export const readTests = (json: unknown): Result<readonly FlowTest[]> => {
  const parts = partsOf(json);
  if (parts.length === 0) return refused(problem('no-tests', '', 'This file holds no test.'));
  const tests: FlowTest[] = [];
  const problems: Problem[] = [];
  parts.forEach((part, index) => {
    const parsed = parseFlowTest(isObject(part) ? itself(part) : part);
    if (parsed.ok) tests.push(parsed.value);
    else problems.push(...parsed.problems.map((each) => under(`tests.${index}`, each)));
  });
  return problems.length > 0 ? refused(...problems) : ok(tests);
};

const partsOf = (json: unknown): readonly unknown[] => {
  if (Array.isArray(json)) return json;
  return isObject(json) && Array.isArray(json.items) ? json.items : [json];
};

const itself = (part: Record<string, unknown>): unknown =>
  Object.fromEntries(Object.entries(part).filter(([key]) => !BESIDE.has(key)));
