/** Who talks in a trial: a key and attributes, edited as lines of text and read back as values. */
import type { Json, JsonObject } from '@sluice/core/json';

export type TestPerson = { readonly key: string; readonly attributes: JsonObject };

export const SOMEBODY: TestPerson = { key: 'visitor-1', attributes: {} };

/** One attribute as it stands in the form. */
export type AttributeLine = { readonly name: string; readonly value: string };

export const linesOf = ({ attributes }: TestPerson): readonly AttributeLine[] =>
  Object.entries(attributes).map(([name, value]) => ({ name, value: written(name, value) }));

/** Lines without a name are left out; of two with one name the later counts. Tags are words between commas. */
export const attributesIn = (lines: readonly AttributeLine[]): JsonObject =>
  Object.fromEntries(
    lines.flatMap(({ name, value }) => (name.trim() === '' ? [] : [[name.trim(), read(name.trim(), value)]])),
  );

const written = (name: string, value: Json): string => {
  if (name === 'tags' && Array.isArray(value)) return value.join(', ');
  return typeof value === 'string' && !isLiteral(value) ? value : JSON.stringify(value);
};

/** A number, true, false, null or anything in quotes, brackets or braces is read as JSON; the rest is text. */
const isLiteral = (text: string): boolean => /^(-?\d|true$|false$|null$|["[{])/.test(text.trim());

const read = (name: string, value: string): Json => {
  if (name === 'tags' && !value.trim().startsWith('[')) {
    return value
      .split(',')
      .map((tag) => tag.trim())
      .filter((tag) => tag !== '');
  }
  if (!isLiteral(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value; // "12 rue Lepic" begins like a number and is none
  }
};
