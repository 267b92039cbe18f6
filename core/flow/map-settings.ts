/** Rewrites what authors wrote inside a block's settings, found by the schema: names, templates, places. */
import type { z } from 'zod';
import type { Condition } from '../interpreter/condition.ts';
import { holding } from '../interpreter/setting.ts';
import type { Place } from '../interpreter/state.ts';
import { own } from '../json.ts';

/** What to make of each kind of setting; what is left out stays as it is. */
export type SettingVisit = {
  readonly template?: (text: string) => string;
  readonly expression?: (text: string) => string;
  /** A variable's name. */
  readonly variable?: (name: string) => string;
  readonly condition?: (condition: Condition) => Condition;
  readonly place?: (place: Place) => Place;
};

/**
 * The settings with every part rewritten by `visit`. Parts that do not change stay the same objects, up to the whole:
 * `mapSettings(…) === settings` means that nothing was found to change. Settings that do not fit are left alone.
 */
export const mapSettings = <T>(schema: z.ZodType, settings: T, visit: SettingVisit): T =>
  walk(schema, settings, visit) as T; // every part keeps its shape: only texts and places inside it change

const walk = (schema: z.core.$ZodType, value: unknown, visit: SettingVisit): unknown => {
  if (value === undefined || value === null) return value;
  const held = holding.get(schema as z.ZodType)?.holds; // the registry knows classic schemas, and ours are all classic
  if (held !== undefined) return rewritten(held, value, visit);
  const { def } = (schema as z.core.$ZodTypes)._zod; // every schema is one of zod's own kinds
  switch (def.type) {
    case 'object':
      return typeof value === 'object' ? mapObject(value, (key) => own(def.shape, key), visit) : value;
    case 'array':
      return Array.isArray(value) ? mapList(value, (each) => walk(def.element, each, visit)) : value;
    case 'record':
      return typeof value === 'object' ? mapRecord(value, def.keyType, def.valueType, visit) : value;
    case 'union': {
      const fits = def.options.find((option) => (option as z.ZodType).safeParse(value).success); // as above
      return fits ? walk(fits, value, visit) : value;
    }
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
    case 'readonly':
    case 'nonoptional':
    case 'catch':
      return walk(def.innerType, value, visit);
    default:
      return value;
  }
};

const rewritten = (
  held: 'template' | 'expression' | 'variable' | 'condition' | 'place',
  value: unknown,
  visit: SettingVisit,
): unknown => {
  if (held === 'condition') return visit.condition?.(value as Condition) ?? value; // the schema said so
  if (held === 'place') return visit.place?.(value as Place) ?? value; // likewise
  return typeof value === 'string' ? (visit[held]?.(value) ?? value) : value;
};

const mapList = (list: readonly unknown[], change: (each: unknown) => unknown): readonly unknown[] => {
  const mapped = list.map(change);
  return mapped.every((each, index) => each === list[index]) ? list : mapped;
};

const mapObject = (value: object, schemaOf: (key: string) => unknown, visit: SettingVisit): object => {
  const entries = Object.entries(value);
  const mapped = entries.map(([key, each]): [string, unknown] => {
    const schema = schemaOf(key);
    return [key, schema ? walk(schema as z.core.$ZodType, each, visit) : each]; // a shape holds schemas only
  });
  return mapped.every(([, each], index) => each === entries[index]?.[1]) ? value : Object.fromEntries(mapped);
};

const mapRecord = (
  value: object,
  keys: z.core.$ZodType,
  values: z.core.$ZodType,
  visit: SettingVisit,
): object => {
  const entries = Object.entries(value);
  const mapped = entries.map(([key, each]): [string, unknown] => [
    String(walk(keys, key, visit)),
    walk(values, each, visit),
  ]);
  const isSame = mapped.every(([key, each], i) => key === entries[i]?.[0] && each === entries[i]?.[1]);
  return isSame ? value : Object.fromEntries(mapped);
};
