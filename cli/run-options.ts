/** The files that `sluice run` takes beside the flow: who talks, what they write, what the outside answers. */
import { isBounded } from '@sluice/core/flow/depth';
import { shapeProblems } from '@sluice/core/flow/shape-problems';
import type { PersonView } from '@sluice/core/interpreter/input';
import { isObject, type Json, type JsonObject } from '@sluice/core/json';
import { ok, problem, type Result, refused } from '@sluice/core/problem';
import { z } from 'zod';

const DEEPEST = 64;
const MOST_VALUES = 100_000;

const inputs = z.array(z.string('An input is a text.'), 'The inputs are a list of texts: ["hi", "2"].');

const person = z.strictObject({
  key: z.string().min(1).nullish(),
  // JSON.parse made it, and its depth is known
  attributes: z.custom<JsonObject>(isObject, 'The attributes are an object.').default({}),
});

const mock = z.strictObject({
  http: z
    .array(
      z.strictObject({
        url: z.string().min(1),
        status: z.int().min(100).max(599),
        body: z.custom<Json>((value) => value !== undefined).exactOptional(),
      }),
    )
    .default([]),
  llm: z.array(z.string()).default([]),
});

export type Mock = z.infer<typeof mock>;

/** What the person writes, in order. */
export const readInputs = (json: unknown): Result<readonly string[]> => {
  const parsed = inputs.safeParse(json);
  return parsed.success ? ok(parsed.data) : refused(...shapeProblems(parsed.error, 'inputs'));
};

/** `{ key, attributes }`; without a key the person is `seed:N`. */
export const readPerson = (json: unknown, seed: number): Result<PersonView> => {
  if (!isBounded(json, DEEPEST, MOST_VALUES)) {
    return refused(problem('too-big', 'person', 'This person is nested too deep, or huge.'));
  }
  const parsed = person.safeParse(json);
  if (!parsed.success) return refused(...shapeProblems(parsed.error, 'person'));
  return ok({ key: parsed.data.key ?? `seed:${seed}`, attributes: parsed.data.attributes });
};

/** Answers of the outside, consumed in order by the blocks that call it. */
export const readMock = (json: unknown): Result<Mock> => {
  const parsed = mock.safeParse(json);
  return parsed.success ? ok(parsed.data) : refused(...shapeProblems(parsed.error, 'mock'));
};
