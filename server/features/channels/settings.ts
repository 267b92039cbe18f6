/** A channel's settings between the API, where secrets only go in, and the database, where they lie encrypted. */
import { isObject, type JsonObject, own } from '@sluice/core/json';
import { ok, type Result } from '@sluice/core/problem';
import type { Platform } from '@sluice/platforms/platform';
import { z } from 'zod';
import { problemsOf } from '../../http/problems.ts';
import type { SecretBox } from '../../secrets.ts';

/** What a channel's row keeps of its settings. */
export type StoredSettings = {
  readonly settings: JsonObject;
  /** `{ "identity.secret": "…" }`, sealed for this channel; null when no secret is set. */
  readonly secrets: string | null;
};

/** Parses settings by the platform's own schema; problems are at `settings.…`. */
export const parseSettings = (platform: Platform, settings: unknown): Result<JsonObject> => {
  const parsed = z.object({ settings: platform.settings }).safeParse({ settings });
  return parsed.success
    ? ok(parsed.data.settings)
    : { ok: false, problems: problemsOf(parsed.error, 'settings') };
};

/** Cuts the platform's secrets out of parsed settings and seals them. */
export const sealSettings = (
  box: SecretBox,
  platform: Platform,
  channelId: string,
  settings: JsonObject,
): StoredSettings => {
  const secrets: [string, unknown][] = [];
  let rest = settings;
  for (const path of platform.secrets) {
    const value = path
      .split('.')
      .reduce<unknown>((at, key) => (isObject(at) ? own(at, key) : undefined), rest);
    if (value === undefined) continue;
    secrets.push([path, value]);
    rest = without(rest, path.split('.'));
  }
  return {
    settings: rest,
    secrets: secrets.length === 0 ? null : box.seal(JSON.stringify(Object.fromEntries(secrets)), channelId),
  };
};

/** The settings whole again, for the server's own use. */
export const openSettings = (box: SecretBox, channelId: string, stored: StoredSettings): JsonObject =>
  withSecrets(stored.settings, openSecrets(box, channelId, stored.secrets));

/** Dotted paths of the secrets that are set: all that an answer may say of them. */
export const secretsSet = (box: SecretBox, channelId: string, stored: StoredSettings): readonly string[] =>
  Object.keys(openSecrets(box, channelId, stored.secrets));

const openSecrets = (box: SecretBox, channelId: string, sealed: string | null): JsonObject =>
  sealed === null ? {} : (JSON.parse(box.open(sealed, channelId)) as JsonObject); // sealed above

/** Puts `{ "identity.secret": "…" }` back to where it was cut out. */
const withSecrets = (settings: JsonObject, secrets: JsonObject): JsonObject => {
  const filled = structuredClone(settings) as Record<string, unknown>; // a copy of our own to write into
  for (const [path, value] of Object.entries(secrets)) {
    const keys = path.split('.');
    const last = keys.pop() ?? path;
    let place = filled;
    for (const key of keys) {
      place[key] ??= {};
      place = place[key] as Record<string, unknown>; // made or found just above
    }
    place[last] = value;
  }
  return filled as JsonObject; // JSON put into JSON
};

/** An object that held nothing but the secret goes with it. */
const without = (settings: JsonObject, [first = '', ...deeper]: readonly string[]): JsonObject => {
  const { [first]: value, ...rest } = settings;
  if (deeper.length === 0 || !isObject(value)) return rest;
  const left = without(value as JsonObject, deeper); // an object within JSON is JSON
  return Object.keys(left).length === 0 ? rest : { ...rest, [first]: left };
};
