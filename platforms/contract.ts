/** The behaviour every platform must show, whatever it connects: run by `<platform>/contract.test.ts`. */
import type { Awaiting, ChoiceItem } from '@sluice/core/interpreter/awaiting';
import type { Effect } from '@sluice/core/interpreter/effect';
import type { Answer } from '@sluice/core/interpreter/input';
import type { Json, JsonObject } from '@sluice/core/json';
import type { Result } from '@sluice/core/problem';
import { describe, expect, test } from 'vitest';
import type { Platform } from './platform.ts';

/** How the suite drives one platform; everything in it is pure. */
export type PlatformFixture = {
  readonly platform: Platform;
  /** Settings with every key set, secrets included, and settings that must be refused. */
  readonly settings: { readonly full: JsonObject; readonly junk: readonly Json[] };
  /** The platform's whole outbound for one turn. */
  render(effects: readonly Effect[], awaiting: Awaiting | null): Json;
  /** Effects that leave no trace in what `render` gives: they are performed elsewhere. */
  readonly ignores: readonly Effect['type'][];
  /** What a person reads in a rendering: the text, and how many marks (bold, link, …) there are. */
  read(rendered: Json): { readonly text: string; readonly marks: number };
  /** What the outside sends when a person answers a choice by pressing it, by its label, by its 1-based number. */
  choose(
    item: ChoiceItem,
    number: number,
  ): { readonly byId: unknown; readonly byLabel: unknown; readonly byNumber: unknown };
  inbound(raw: unknown): Result<Answer>;
  /** Raw inbound that must be refused. */
  readonly junk: readonly unknown[];
};

/** One of each: a new effect without a line here does not compile. */
const EFFECTS: { readonly [K in Effect['type']]: Extract<Effect, { type: K }> } = {
  message: { type: 'message', text: ['Hello ', { value: 'Ann' }] },
  media: { type: 'media', kind: 'image', url: 'https://shop.example/a.png', alt: 'A bag' },
  wait: { type: 'wait', seconds: 3 },
  redirect: { type: 'redirect', url: 'https://shop.example/thanks', newTab: false },
  tag: { type: 'tag', add: ['VIP'], remove: [] },
  attribute: { type: 'attribute', name: 'plan', value: 'Premium' },
  handoff: { type: 'handoff', queue: 'support' },
};

const HOSTILE = [
  '**bold**',
  '[x](https://evil.example)',
  '![x](https://evil.example/a.png)',
  '<b>x</b>',
  '# x',
  '- x',
  '1. x',
  '`x`',
  '{{7*7}}',
  '> x',
  '~~x~~',
  '<https://evil.example>',
  '&lt;',
  'a\nb',
];

const CHOICE: Extract<Awaiting, { type: 'choice' }> = {
  type: 'choice',
  multiple: false,
  display: 'buttons',
  items: [
    { id: 'i1', label: 'Red', value: 'r-internal' },
    { id: 'i2', label: 'Green', description: 'Like grass' },
    { id: 'i3', label: '*Blue*' },
  ],
};

export const platformContract = (name: string, fixture: PlatformFixture): void => {
  const { platform } = fixture;
  const rendered = (effects: readonly Effect[], awaiting: Awaiting | null = null) =>
    JSON.stringify(fixture.render(effects, awaiting));

  describe(`${name} keeps the platform contract`, () => {
    describe('outbound', () => {
      test.each(Object.values(EFFECTS))('$type is rendered, or knowingly ignored', (effect) => {
        const shows = rendered([effect]) !== rendered([]);
        expect(shows).toBe(!fixture.ignores.includes(effect.type));
      });

      test.each(HOSTILE)('a value is never markup: %s', (value) => {
        const { text, marks } = fixture.read(fixture.render([{ type: 'message', text: [{ value }] }], null));
        expect({ text, marks }).toEqual({ text: value, marks: 0 });
      });

      test('the same turn gives the same rendering, and nothing given is changed', () => {
        const effects = deepFrozen(Object.values(EFFECTS));
        const awaiting = deepFrozen(CHOICE);
        expect(rendered(effects, awaiting)).toBe(rendered(effects, awaiting));
      });

      test("an item's value stays inside", () => expect(rendered([], CHOICE)).not.toContain('r-internal'));

      test.each<Awaiting | null>([
        null,
        { type: 'wait', seconds: 5 },
        { type: 'input', kind: 'email', required: true, placeholder: 'you@example.com' },
        { type: 'input', kind: 'rating', required: false, max: 5 },
        { ...CHOICE, multiple: true, display: 'cards' },
      ])('every kind of waiting can be shown: %j', (awaiting) =>
        expect(JSON.parse(rendered([EFFECTS.message], awaiting))).not.toBeNull(),
      );
    });

    describe('inbound', () => {
      test.each(CHOICE.items.map((item, at) => ({ item, number: at + 1 })))(
        'a choice is answered by its id, label or number: $item.label',
        ({ item, number }) => {
          const raw = fixture.choose(item, number);
          expect(fixture.inbound(raw.byId)).toEqual({ ok: true, value: { choice: item.id } });
          expect(fixture.inbound(raw.byLabel)).toEqual({ ok: true, value: { text: item.label } });
          expect(fixture.inbound(raw.byNumber)).toEqual({ ok: true, value: { text: String(number) } });
        },
      );

      test.each(fixture.junk.map((raw) => ({ raw })))('junk is refused with a problem: $raw', ({ raw }) => {
        const result = fixture.inbound(raw);
        expect(result.ok).toBe(false);
        if (!result.ok) for (const { code, says } of result.problems) expect([code, says]).not.toContain('');
      });
    });

    describe('settings', () => {
      test('full settings are taken, and every secret is a text in them', () => {
        const parsed = platform.settings.parse(fixture.settings.full);
        for (const path of platform.secrets) {
          const value = path.split('.').reduce<unknown>((at, key) => Object(at)[key], parsed);
          expect(typeof value, path).toBe('string');
        }
      });

      test.each(fixture.settings.junk.map((raw) => ({ raw })))('these are refused: $raw', ({ raw }) =>
        expect(platform.settings.safeParse(raw).success).toBe(false),
      );

      test('an unknown key is refused', () =>
        expect(platform.settings.safeParse({ ...fixture.settings.full, surprise: 1 }).success).toBe(false));
    });

    describe('catalogue', () => {
      test.each([
        ['without settings', {}],
        ['with every setting', fixture.settings.full],
      ])('every attribute is explained once, %s', (_, settings) => {
        const entries = platform.attributes(settings);
        expect(entries.length).toBeGreaterThan(0);
        expect(new Set(entries.map((entry) => entry.path)).size).toBe(entries.length);
        expect(new Set(entries.map((entry) => entry.name)).size).toBe(entries.length);
        for (const entry of entries) {
          expect(entry.path).toMatch(/^[a-z_]+(\.([a-z_]+|\*))*$/);
          for (const text of [entry.name, entry.description, entry.example, entry.source])
            expect(text).not.toBe('');
          expect(entry.name).not.toContain(entry.path.includes('.') ? entry.path : '\0');
        }
      });
    });
  });
};

/** A write to what was given in throws. */
const deepFrozen = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) deepFrozen(inner);
    Object.freeze(value);
  }
  return value;
};
