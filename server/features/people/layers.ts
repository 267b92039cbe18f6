/** A person's attributes in layers: what pages claim, what flows gave, what is verified; each beats the one before. */
import { isObject, type Json, type JsonObject } from '@sluice/core/json';
import { effectiveAttributes } from '@sluice/platforms/website/attributes';

/** Set by the blocks `tag` and `attribute`. Kept apart: a flow's tag must not turn a page's claims into facts. */
export type Given = {
  readonly attributes: JsonObject;
  readonly addedTags: readonly string[];
  readonly removedTags: readonly string[];
};

export const NOTHING_GIVEN: Given = { attributes: {}, addedTags: [], removedTags: [] };

export type Layers = { readonly claimed: JsonObject; readonly given: Given; readonly verified: JsonObject };

/** What counts for targeting and in flows. Tags that flows added or removed apply on top of all others. */
export const effectiveOf = ({ claimed, given, verified }: Layers): JsonObject => {
  const known = effectiveAttributes(effectiveAttributes(claimed, given.attributes), verified);
  if (given.addedTags.length === 0 && given.removedTags.length === 0) return known;
  const tags = Array.isArray(known.tags) ? (known.tags as readonly Json[]) : []; // an array of JSON
  const kept = tags.filter((tag) => !given.removedTags.includes(String(tag)));
  return { ...known, tags: [...new Set([...kept, ...given.addedTags])] };
};

/** The flows' layer after one more effect; the later of adding and removing a tag wins. */
export const giveTags = (given: Given, add: readonly string[], remove: readonly string[]): Given => ({
  ...given,
  addedTags: [...new Set([...given.addedTags.filter((tag) => !remove.includes(tag)), ...add])],
  removedTags: [...new Set([...given.removedTags.filter((tag) => !add.includes(tag)), ...remove])],
});

/** Dots part the levels of a name: kept nested, so that a verified value of the same path still beats it. */
export const giveAttribute = (given: Given, name: string, value: Json): Given => ({
  ...given,
  attributes: withValueAt(given.attributes, name.split('.'), value),
});

const withValueAt = (object: JsonObject, [key = '', ...rest]: readonly string[], value: Json): JsonObject => {
  const inner = Object.hasOwn(object, key) ? object[key] : undefined;
  const below = isObject(inner) ? (inner as JsonObject) : {}; // an object of JSON
  const set = rest.length === 0 ? value : withValueAt(below, rest, value);
  // fromEntries defines own properties, so an attribute named "__proto__" is only a name
  return Object.fromEntries([...Object.entries(object), [key, set]]);
};
