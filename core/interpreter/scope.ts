/** What names mean while a flow runs: its variables, and the person. Own properties only, whatever the names are. */
import type { VariableType } from '../flow/document.ts';
import { isObject, type Json, type JsonObject, own } from '../json.ts';
import type { PersonView } from './input.ts';

export type Scope = {
  /** Every variable by name, and `person`; has no prototype, so there is nothing to inherit. */
  readonly names: { readonly [name: string]: Json };
  /** Declared types of variables, where known: conditions compare numbers as numbers. */
  readonly types: ReadonlyMap<string, VariableType>;
};

const NO_TYPES: ReadonlyMap<string, VariableType> = new Map();

/** The scope of one frame. A variable cannot hide the person. */
export const scopeOf = (
  variables: JsonObject,
  person: PersonView,
  types: ReadonlyMap<string, VariableType> = NO_TYPES,
): Scope => ({ names: bare([...Object.entries(variables), ['person', personNames(person)]]), types });

/** The value at a dotted path ("name", "person.company.size"); null when any step is missing. */
export const valueAt = (scope: Scope, path: string): Json => {
  let value: Json = scope.names as JsonObject; // same shape; only the prototype is missing
  for (const step of path.split('.')) {
    if (!isObject(value)) return null;
    value = (own(value, step) ?? null) as Json; // own properties of JSON are JSON
  }
  return value;
};

const DEEPEST_KEY = 20;
const known = new WeakMap<PersonView, JsonObject>();

/** `person.…`: the attributes, with keys such as "custom.plan" opened into steps; a literal key beats a nested one. */
const personNames = (person: PersonView): JsonObject => {
  const remembered = known.get(person);
  if (remembered) return remembered;
  const names = bare([]);
  const entries = Object.entries(person.attributes);
  for (const [key, value] of entries) if (!key.includes('.')) names[key] = value;
  for (const [key, value] of entries) if (key.includes('.')) plant(names, key.split('.'), value);
  names.key = person.key;
  known.set(person, names);
  return names;
};

const plant = (root: Record<string, Json>, steps: readonly string[], value: Json): void => {
  const last = steps.at(-1);
  if (last === undefined || steps.length > DEEPEST_KEY) return;
  let at = root;
  for (const step of steps.slice(0, -1)) {
    const below = own(at, step);
    const copy = bare(isObject(below) ? Object.entries(below as JsonObject) : []); // JSON inside, JSON out
    at[step] = copy;
    at = copy;
  }
  at[last] = value;
};

/** An object without a prototype: `constructor` and `__proto__` are ordinary keys of it. */
const bare = (entries: readonly (readonly [string, Json])[]): Record<string, Json> => {
  const object: Record<string, Json> = Object.create(null);
  for (const [key, value] of entries) object[key] = value;
  return object;
};
