import type { Field } from '@sluice/core/form/form';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { blockForms } from './forms.ts';
import { blockLibrary } from './runtime.ts';

const defOf = (schema: z.core.$ZodType) => (schema as z.core.$ZodTypes)._zod.def;

/** The object that a field's dotted path leads through; optional and the like are looked through. */
const bare = (schema: z.core.$ZodType): z.core.$ZodType => {
  const def = defOf(schema);
  return 'innerType' in def ? bare(def.innerType) : schema;
};
const shapeOf = (schema: z.core.$ZodType): z.core.$ZodShape | null => {
  const def = defOf(bare(schema));
  return def.type === 'object' ? def.shape : null;
};
const elementOf = (schema: z.core.$ZodType): z.core.$ZodType | null => {
  const def = defOf(bare(schema));
  return def.type === 'array' ? def.element : null;
};

const PLACE = ['group', 'block'];
/** Made by the studio, never written by hand: they are names of ports. */
const MADE = ['id'];

/** Paths of all settings, objects opened; a place, a condition and a list are one field each. */
const settingsIn = (schema: z.core.$ZodType): readonly string[] =>
  Object.entries(shapeOf(schema) ?? {}).flatMap(([key, inner]) => {
    const below = Object.keys(shapeOf(inner) ?? {});
    return below.length === 0 || below.every((each) => PLACE.includes(each))
      ? [key]
      : below.map((each) => `${key}.${each}`);
  });

const schemaAt = (schema: z.core.$ZodType, path: string): z.core.$ZodType | null =>
  path
    .split('.')
    .reduce<z.core.$ZodType | null>((at, key) => (at === null ? null : (shapeOf(at)?.[key] ?? null)), schema);

/** Every field with the schema of its setting, those of list elements too. */
const placed = (
  fields: readonly Field[],
  schema: z.core.$ZodType,
): readonly (readonly [Field, z.core.$ZodType])[] =>
  fields.flatMap((field) => {
    const own = schemaAt(schema, field.at);
    if (own === null) throw new Error(`no setting ${field.at}`);
    const element = elementOf(own);
    const inner =
      field.kind === 'list' && element !== null
        ? placed([...field.fields, ...(field.more ?? [])], element)
        : [];
    return [[field, own] as const, ...inner];
  });

describe('every block has a form', () => {
  it('listed in blocks/forms.ts', () => {
    expect([...blockForms.keys()].sort(), 'add one line per block to blocks/forms.ts').toEqual(
      [...blockLibrary.keys()].sort(),
    );
  });

  for (const [type, definition] of blockLibrary) {
    const form = blockForms.get(type);
    const fields = [...(form?.fields ?? []), ...(form?.folds ?? []).flatMap((fold) => fold.fields)];
    const schema: z.ZodType = definition.settings;

    it(`${type}: has a field for every setting, or the reason why not`, () => {
      const told = new Set([...fields.map((field) => field.at), ...Object.keys(form?.without ?? {})]);
      expect([...told].toSorted()).toEqual(settingsIn(schema).toSorted());
    });

    it(`${type}: lets exactly those settings be emptied that it can do without`, () => {
      for (const [field, own] of placed(fields, schema))
        expect([field.at, field.optional ?? false]).toEqual([field.at, defOf(own).type === 'optional']);
    });

    it(`${type}: every list has a field for every setting of its elements, and a new one that parses`, () => {
      for (const [list, own] of placed(fields, schema)) {
        if (list.kind !== 'list') continue;
        const element = elementOf(own);
        if (element === null) throw new Error(`${type}.${list.at} is no list`);
        const inner = [...list.fields, ...(list.more ?? [])];
        expect([...new Set(inner.map((field) => field.at))].toSorted()).toEqual(
          settingsIn(element)
            .filter((key) => !MADE.includes(key))
            .toSorted(),
        );
        let count = 0;
        const fresh = list.fresh(() => `id-${++count}`);
        expect((element as z.ZodType).safeParse(fresh)).toMatchObject({ success: true });
      }
    });

    it(`${type}: a select offers exactly what its setting takes`, () => {
      for (const [field, own] of placed(fields, schema)) {
        if (field.kind !== 'select') continue;
        const def = defOf(bare(own));
        if (def.type !== 'enum') throw new Error(`${type}.${field.at} is no choice of a few values`);
        expect(field.options.map((option) => option.value).toSorted()).toEqual(
          Object.values(def.entries).toSorted(),
        );
      }
    });

    it(`${type}: has short labels and one-sentence helps`, () => {
      for (const [field] of placed(fields, schema)) {
        expect(field.label).toMatch(/^[A-Z].{1,30}$/);
        if (field.help !== undefined) expect(field.help).toMatch(/^[A-Z(].{10,110}[.]$/);
      }
    });
  }
});
