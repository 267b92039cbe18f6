/** Reads and writes one setting by its dotted path ("items.0.label"), without changing what was given. */
import { isObject } from '@sluice/core/json';

export type Settings = { readonly [setting: string]: unknown };

/** "items.0" and "label" → "items.0.label". */
export const below = (path: string, at: string): string => (path === '' ? at : `${path}.${at}`);

// Whatever is an object has settings, until it is parsed.
const asSettings = (value: unknown): Settings => (isObject(value) ? (value as Settings) : {});

/** What stands at the path; undefined where there is nothing. */
export const settingAt = (settings: unknown, path: string): unknown =>
  path === '' ? settings : path.split('.').reduce(inner, settings);

const inner = (here: unknown, step: string): unknown => {
  if (Array.isArray(here)) return here[Number(step)];
  const settings = asSettings(here);
  return Object.hasOwn(settings, step) ? settings[step] : undefined;
};

/**
 * The settings with the value at the path; undefined takes it away. Objects on the way are made when they are missing,
 * and taken away with the last setting in them.
 */
export const withSetting = (settings: Settings, path: string, value: unknown): Settings =>
  asSettings(changed(settings, path.split('.'), value));

const changed = (here: unknown, [step = '', ...rest]: readonly string[], value: unknown): unknown => {
  const next = rest.length === 0 ? value : changed(inner(here, step), rest, value);
  if (Array.isArray(here)) return here.map((each: unknown, index) => (index === Number(step) ? next : each));
  if (next !== undefined) return { ...asSettings(here), [step]: next };
  const { [step]: _, ...others } = asSettings(here);
  return Object.keys(others).length === 0 ? undefined : others;
};
