/** Every real block in random documents, with random and hostile answers: no conversation throws, hangs or grows. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { blockLibrary } from '@sluice/blocks/runtime';
import { checkDocument } from '@sluice/core/flow/check';
import { parseDocument } from '@sluice/core/flow/schema';
import { makeVersion } from '@sluice/core/flow/version';
import type { Input } from '@sluice/core/interpreter/input';
import { bytesOf, LIMITS } from '@sluice/core/interpreter/limits';
import type { State } from '@sluice/core/interpreter/state';
import { type Program, prepareProgram, step, type Turn } from '@sluice/core/interpreter/step';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';

const examplesSchema = z.object({ settings: z.record(z.string(), z.record(z.string(), z.json())) });

/** The settings that the blocks' own examples show, each with its type. */
const examples = [...blockLibrary.keys()].flatMap((type) => {
  const path = fileURLToPath(new URL(`../blocks/${type}/examples.json`, import.meta.url));
  const { settings } = examplesSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  return Object.values(settings).map((each) => ({ type, ...each }));
});

const NAMES = ['email', 'topic', 'count', 'items', 'constructor', '__proto__'];

/** Settings that no example would show: templates everywhere, hostile names, tiny limits. */
const HOSTILE: readonly ({ readonly type: string } & Record<string, unknown>)[] = [
  { type: 'message', markdown: '{{email}} {{topic | default: count}} {{constructor}} {{person.a.b}}' },
  { type: 'message', markdown: '{{ broken' },
  { type: 'input', kind: 'text', variable: '__proto__', maxRetries: 1 },
  { type: 'input', kind: 'text', variable: 'topic', timeout: 1, validation: { pattern: '(a+)+$' } },
  { type: 'choice', itemsFrom: 'items', variable: 'constructor' },
  { type: 'choice', items: [{ id: 'a', label: '{{topic}}' }], multiple: true, variable: 'items' },
  { type: 'set-variable', assignments: [{ variable: 'topic', op: 'set', value: 'topic + topic + "x"' }] },
  { type: 'set-variable', assignments: [{ variable: 'items', op: 'append', value: 'items' }] },
  { type: 'set-variable', assignments: [{ variable: 'count', op: 'set', value: 'split(topic, "")' }] },
  { type: 'set-variable', assignments: [{ variable: 'count', op: 'set', value: 'count / 0' }] },
  {
    type: 'condition',
    branches: [{ id: 'a', when: { any: [{ left: '{{items}}', op: 'contains', right: '{{topic}}' }] } }],
  },
  { type: 'jump', to: { group: 'b' } },
  { type: 'jump', to: { group: 'gone' }, callAndReturn: true },
  { type: 'tag', add: ['{{topic}}', '__proto__'] },
  { type: 'attribute', name: 'constructor.prototype', value: '{{email}}' },
];

const known = [...examples, ...HOSTILE].filter(
  ({ type, ...settings }) => blockLibrary.get(type)?.settings.safeParse(settings).success,
);

const block = fc.constantFrom(...known);
const group = fc.constantFrom('a', 'b', 'c');
const document = fc
  .record({
    lists: fc.array(fc.array(block, { maxLength: 6 }), { minLength: 3, maxLength: 3 }),
    ways: fc.array(fc.record({ block: fc.nat(17), port: fc.nat(4), to: group }), { maxLength: 15 }),
  })
  .map(({ lists, ways }) => {
    const blocks = lists.map((list, g) => list.map((each, b) => ({ id: `b${g * 6 + b}`, ...each })));
    return {
      schema: 1,
      name: 'Random',
      start: { group: 'a' },
      groups: blocks.map((list, g) => ({ id: ['a', 'b', 'c'][g], blocks: list })),
      edges: ways.map(({ block: index, port, to }, i) => ({
        id: `e${i}`,
        from: {
          block: `b${index}`,
          port: portOf(
            blocks.flat().find((each) => each.id === `b${index}`),
            port,
          ),
        },
        to: { group: to },
      })),
      variables: NAMES.map((name, i) => ({ id: `v${i}`, name, type: name === 'items' ? 'list' : 'text' })),
    };
  });

const portOf = (
  found: ({ readonly id: string; readonly type: string } & Record<string, unknown>) | undefined,
  port: number,
): string => {
  if (!found) return '';
  const { id: _id, type, ...settings } = found;
  const definition = blockLibrary.get(type);
  const parsed = definition?.settings.safeParse(settings);
  const named = definition && parsed?.success ? definition.ports(parsed.data).named : [];
  return ['', ...named][port % (named.length + 1)] ?? '';
};

const typed = fc.oneof(
  fc.constantFrom(
    '',
    '1',
    '2',
    '0',
    '-1',
    '3.5',
    'ann@example.com',
    'bob@',
    '+41 44 668 18 00',
    '2026-03-09',
    '25:00',
  ),
  fc.constantFrom(
    'https://example.com',
    'javascript:alert(1)',
    '{{7*7}}',
    '{{constructor.constructor("return process")()}}',
  ),
  fc.constantFrom(
    '__proto__',
    'constructor',
    '(a+)+$',
    `${'a'.repeat(300)}!`,
    'x'.repeat(70_000),
    '\u0000',
    '👩‍👩‍👧',
  ),
  fc.string({ unit: 'grapheme' }),
);
const input: fc.Arbitrary<Input> = fc.oneof(
  { weight: 6, arbitrary: typed.map((text): Input => ({ type: 'answer', answer: { text }, now: 0 })) },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom('a', 'order', 's', '__proto__')
      .map((choice): Input => ({ type: 'answer', answer: { choice }, now: 0 })),
  },
  {
    weight: 1,
    arbitrary: fc.constant<Input>({ type: 'answer', answer: { choices: ['a', 'a', 'gone'] }, now: 0 }),
  },
  {
    weight: 1,
    arbitrary: fc.constant<Input>({
      type: 'answer',
      answer: { file: { url: 'javascript:x', name: '../x' } },
      now: 0,
    }),
  },
  { weight: 2, arbitrary: fc.constant<Input>({ type: 'elapsed', now: 90_000_000 }) },
  { weight: 1, arbitrary: fc.constant<Input>({ type: 'hand-back', now: 0 }) },
);

const START: Input = {
  type: 'start',
  person: { key: 'ann', attributes: { 'a.b': 1, tags: ['VIP'] } },
  now: 0,
};

const programOf = (json: unknown): Program => {
  const parsed = parseDocument(json, blockLibrary);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  checkDocument(parsed.value, blockLibrary); // must not throw either
  return prepareProgram(makeVersion({ document: parsed.value }), blockLibrary);
};

const converse = (
  run: Program,
  given: readonly Input[],
  between = (state: State): State => state,
): readonly Turn[] => {
  const turns = [step(run, null, START)];
  for (const each of given) {
    const last = turns.at(-1);
    if (last) turns.push(step(run, between(last.state), each));
  }
  return turns;
};

const RUNS = { seed: 20261123, numRuns: 1_000, endOnFailure: true };

describe('every block, in every conversation', () => {
  test('is among the documents drawn', () => {
    expect(new Set(known.map((each) => each.type))).toEqual(new Set(blockLibrary.keys()));
    const stale = [...examples, ...HOSTILE].filter((each) => !known.includes(each));
    expect(stale).toEqual([]);
  });

  test('goes on or ends, without throwing or growing beyond its limits', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(document, fc.array(input, { maxLength: 12 }), (json, given) => {
        for (const { state } of converse(programOf(json), given)) {
          expect(state.problem?.code === 'block-broke' ? state.problem : null).toBeNull();
          expect(state.awaiting !== null).toBe(state.status === 'waiting');
          expect(bytesOf(state)).toBeLessThanOrEqual(LIMITS.state);
        }
      }),
      RUNS,
    );
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  test('gives the same effects when its inputs are replayed, and when its state slept as JSON', {
    timeout: 120_000,
  }, () => {
    fc.assert(
      fc.property(document, fc.array(input, { maxLength: 8 }), (json, given) => {
        const run = programOf(json);
        const once = JSON.stringify(converse(run, given));
        expect(JSON.stringify(converse(run, given))).toBe(once);
        const slept = converse(run, given, (state) => JSON.parse(JSON.stringify(state)) as State); // JSON survives JSON
        expect(JSON.stringify(slept)).toBe(once);
      }),
      { ...RUNS, numRuns: 300 },
    );
  });
});
