/** Attributes from outside, cut down to what is stored and targeted: small, shallow, plain JSON. */
import { isObject, type Json, type JsonObject } from '@sluice/core/json';
import { cleanText } from '../clean-text.ts';

export const MOST_KEYS = 100;
export const LONGEST_TEXT = 1_024;
export const MOST_CHARACTERS = 16_384;
export const DEEPEST = 4;
const LONGEST_KEY = 100;

type Tree = Map<string, Tree | Json>;
type Budget = { keys: number; characters: number };

/**
 * Keeps at most 100 values, 1,024 characters a text, 16,384 in all, 4 levels deep; longer texts are cut, the rest is
 * left out in order of appearance, so a page never breaks over its attributes. Dotted keys become nested objects:
 * afterwards no key can hide another path. Lists keep their plain values. Anything but an object gives {}.
 */
export const boundedAttributes = (given: unknown): JsonObject => {
  const tree: Tree = new Map();
  collect(given, [], tree, { keys: MOST_KEYS, characters: MOST_CHARACTERS });
  return plain(tree);
};

const collect = (given: unknown, path: readonly string[], tree: Tree, budget: Budget): void => {
  if (!isObject(given)) return;
  for (const [key, value] of Object.entries(given)) {
    if (budget.keys <= 0 || budget.characters <= 0) return;
    const here = [...path, ...key.slice(0, LONGEST_KEY * DEEPEST).split('.')].map((step) =>
      cleanText(step, LONGEST_KEY),
    );
    if (here.length > DEEPEST || here.some((step) => step === '' || step === '__proto__')) continue;
    if (isObject(value)) collect(value, here, tree, budget);
    else keep(leaf(value), here, tree, budget);
  }
};

const keep = (value: Json | undefined, path: readonly string[], tree: Tree, budget: Budget): void => {
  if (value === undefined) return;
  const size = path.join('.').length + JSON.stringify(value).length;
  if (size > budget.characters) return;
  const target = folder(path.slice(0, -1), tree);
  const name = path.at(-1);
  if (!target || name === undefined || target.has(name)) return;
  target.set(name, value);
  budget.keys -= 1;
  budget.characters -= size;
};

/** The object a path leads into, made on the way; null where a plain value stands already. */
const folder = (path: readonly string[], tree: Tree): Tree | null => {
  let here = tree;
  for (const step of path) {
    const next = here.get(step) ?? new Map();
    if (!(next instanceof Map)) return null;
    here.set(step, next);
    here = next;
  }
  return here;
};

const leaf = (value: unknown): Json | undefined => {
  if (Array.isArray(value))
    return value
      .slice(0, MOST_KEYS)
      .map((one: unknown) => (Array.isArray(one) ? undefined : leaf(one)))
      .filter((one) => one !== undefined);
  // Shown, not dropped: "ann@bigcorp.com" with a NUL behind it must not become Ann's address.
  if (typeof value === 'string') return cleanText(value.replaceAll('\0', '\ufffd'), LONGEST_TEXT);
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  return typeof value === 'boolean' || value === null ? value : undefined;
};

const plain = (tree: Tree): JsonObject =>
  Object.fromEntries([...tree].map(([key, value]) => [key, value instanceof Map ? plain(value) : value]));
