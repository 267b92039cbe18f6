/** One person in a line of NDJSON, as a decision sees them. */
import type { PersonFacts } from '@sluice/core/deployment/person';
import { shapeProblems } from '@sluice/core/flow/shape-problems';
import { isObject, type JsonObject, own } from '@sluice/core/json';
import { ok, type Result, refused } from '@sluice/core/problem';
import { z } from 'zod';
import { objectInLine } from './json-line.ts';

const person = z.strictObject({
  key: z.string('The key is a text, or null for a person without a stable id.').min(1).nullish(),
  // JSON.parse made it, and its depth is known
  attributes: z.custom<JsonObject>(isObject, 'The attributes are an object.').default({}),
});

/**
 * Reads `{ key, attributes }`; null for a blank line. In a file the key is the person: draws and acts name it. Without
 * one (null) there is no stable id. The email is an identity too, as Always and Never may name it.
 */
export const personInLine = (line: string): Result<PersonFacts | null> => {
  const json = objectInLine(line);
  if (!json.ok || json.value === null) return json.ok ? ok(null) : json;
  const parsed = person.safeParse(json.value);
  if (!parsed.success) return refused(...shapeProblems(parsed.error));
  const { attributes } = parsed.data;
  const key = parsed.data.key ?? null;
  const email = own(attributes, 'email');
  const identities = [key, email].filter((each) => typeof each === 'string');
  return ok({ id: key ?? '', key, identities, attributes });
};
