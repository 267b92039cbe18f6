/** JSON merge patch (RFC 7396): what is named changes, null removes, the rest stays. */
import { isObject, type Json, type JsonObject } from '@sluice/core/json';

/** Pure. Lists are replaced whole. Only own properties count, so a key called "__proto__" is only a key. */
export const mergePatch = (target: JsonObject, patch: JsonObject): JsonObject => {
  const kept = Object.entries(target).filter(([key]) => !Object.hasOwn(patch, key));
  const changed = Object.entries(patch)
    .filter(([, value]) => value !== null)
    .map(([key, value]): [string, Json] => {
      if (!isJsonObject(value)) return [key, value];
      const before = Object.hasOwn(target, key) ? target[key] : undefined;
      return [key, mergePatch(isJsonObject(before) ? before : {}, value)];
    });
  return Object.fromEntries([...kept, ...changed]);
};

const isJsonObject = (value: Json | undefined): value is JsonObject => isObject(value);
