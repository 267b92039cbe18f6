import { existsSync, readFileSync } from 'node:fs';
import type { FaceRow, Words } from '@sluice/core/face/face';
import { namesOf } from '@sluice/core/face/names';
import { textOfWords } from '@sluice/core/face/words';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { blockFaces, blockLibrary } from './studio.ts';

const examplesSchema = z.object({ settings: z.record(z.string(), z.record(z.string(), z.json())) });
const examplesOf = (type: string) =>
  Object.entries(
    examplesSchema.parse(JSON.parse(readFileSync(new URL(`${type}/examples.json`, import.meta.url), 'utf8')))
      .settings,
  );

const names = namesOf({
  variables: [{ id: 'v', name: 'order_number', title: 'Order number', type: 'text' }],
  groups: [{ id: 'team', title: 'Team', position: { x: 0, y: 0 }, blocks: [] }],
});

const parsed = (type: string, settings: unknown): never => {
  const given = blockLibrary.get(type)?.settings.safeParse(settings);
  if (!given?.success) throw new Error(`these are no settings of ${type}: ${JSON.stringify(settings)}`);
  return given.data;
};
const rowsOf = (type: string, settings: unknown): readonly FaceRow[] =>
  blockFaces.get(type)?.rows(parsed(type, settings), names) ?? [];

const wordsIn = (row: FaceRow): Words => (row.row === 'picture' ? [{ text: row.alt }] : row.words);
/** One line a row: chips in brackets, boxes in angles, "→ port" behind a way out. */
const drawn = (type: string, settings: unknown): readonly string[] =>
  rowsOf(type, settings).map((row) => {
    const text = wordsIn(row)
      .map((span) =>
        span.as === 'chip' ? `[${span.text}]` : span.as === 'strong' ? `*${span.text}*` : span.text,
      )
      .join('');
    if (row.row === 'item') return `<${text}>${row.port === undefined ? '' : ` → ${row.port}`}`;
    if (row.row === 'picture') return `picture ${row.url}`;
    return row.row === 'answer' ? `${text} ____ ${row.variable ?? ''}`.trim() : text;
  });

describe('every block has a face', () => {
  it('listed in blocks/faces.ts', () => {
    expect([...blockFaces.keys()].sort(), 'add one line per block to blocks/faces.ts').toEqual(
      [...blockLibrary.keys()].sort(),
    );
    for (const type of blockLibrary.keys())
      expect(existsSync(new URL(`${type}/face.ts`, import.meta.url)), `blocks/${type}/face.ts`).toBe(true);
  });

  for (const [type, definition] of blockLibrary) {
    const face = blockFaces.get(type);

    it(`${type}: a fresh one has settings that parse`, () => {
      let count = 0;
      const fresh = face?.fresh({ newId: () => `id-${++count}` });
      expect(definition.settings.safeParse(fresh)).toMatchObject({ success: true });
    });

    it(`${type}: says what it is for in one short sentence`, () => {
      expect(face?.says).toMatch(/^[A-Z].{3,50}[^.]$/);
      for (const word of face?.words ?? []) expect(word).toBe(word.toLowerCase());
    });

    for (const [name, settings] of examplesOf(type))
      it(`${type}: shows every way out of “${name}” exactly once`, () => {
        const rows = rowsOf(type, settings);
        const ports = rows.flatMap((row) => (row.row === 'item' && row.port !== undefined ? [row.port] : []));
        expect(ports.toSorted()).toEqual(
          [...new Set(definition.ports(parsed(type, settings)).named)].toSorted(),
        );
        expect(rows.map((row) => textOfWords(wordsIn(row))).join(' ')).not.toMatch(/\{\{|undefined|\[object/);
      });
  }
});

describe('what a card shows', () => {
  it.each([
    [
      'message',
      { markdown: 'Hi {{ person.name | default: "you" }}, **now** [here](https://a.b)' },
      ['Hi [Name], *now* here'],
    ],
    ['message', { markdown: '# Steps\n\n- one\n- `two` \\*three\\*' }, ['Steps\n• one\n• two *three*']],
    ['message', { markdown: '**{{ order_number }}** it is' }, ['[Order number] it is']],
    ['message', { markdown: ' ' }, ['Write a message']],
    ['message', { markdown: 'a {{ broken' }, ['a {{ broken']],
    ['message', { markdown: '{{ "just words" }}!' }, ['…!']],
    ['input', { kind: 'email', variable: 'order_number' }, ['name@company.com ____ Order number']],
    [
      'input',
      { kind: 'text', placeholder: 'e.g. 7', maxRetries: 1 },
      ['e.g. 7 ____', '<No fitting answer> → invalid'],
    ],
    [
      'choice',
      {
        items: [
          { id: 'a', label: 'Yes' },
          { id: 'b', label: '' },
        ],
      },
      ['Choice', '<Yes> → a', '<Write a label> → b'],
    ],
    [
      'choice',
      { multiple: true, items: [{ id: 'a', label: 'Yes' }], variable: 'order_number' },
      ['Choice, several · [Order number]', '<Yes>'],
    ],
    ['choice', { itemsFrom: 'list' }, ['Choice of [List]']],
    [
      'condition',
      { branches: [{ id: 'a', when: { all: [{ left: 'order_number', op: 'greater_than', right: 50 }] } }] },
      ['If Order number is greater than 50', '<Yes> → a', '<Otherwise> → else'],
    ],
    [
      'condition',
      {
        branches: [
          { id: 'a', when: { any: [{ left: 'x', op: 'is_empty' }, { expression: 'x.y > 2' }] } },
          { id: 'b', when: { all: [] } },
        ],
      },
      ['If', '<X is empty or [X y] > 2> → a', '<always> → b', '<Otherwise> → else'],
    ],
    [
      'set-variable',
      { assignments: [{ variable: 'order_number', value: 'upper(order_number) + "order_number"' }] },
      ['Set [Order number] to upper([Order number]) + "order_number"'],
    ],
    [
      'set-variable',
      {
        assignments: [
          { variable: 'l', op: 'pop', into: 'x' },
          { variable: 'l', op: 'clear' },
        ],
      },
      ['Take the last of [L] into [X]', 'Clear [L]'],
    ],
    ['jump', { to: { group: 'team' }, callAndReturn: true }, ['Go to *Team*, and come back']],
    ['jump', { to: { group: 'gone' } }, ['Go to *another group*']],
    ['wait', { seconds: 7200 }, ['Wait 2 hours']],
    ['wait', { seconds: 1 }, ['Wait 1 second']],
    ['wait', { seconds: 'order_number * 2' }, ['Wait [Order number] * 2 seconds']],
    [
      'split',
      {
        branches: [
          { id: 'a', percent: 12.5 },
          { id: 'b', percent: 87.5 },
        ],
      },
      ['Split people', '<12.5%> → a', '<87.5%> → b'],
    ],
    ['attribute', { name: 'custom.plan', value: '{{ order_number }}' }, ['Set *Plan* to [Order number]']],
    ['tag', { add: ['VIP'], remove: ['a', 'b'] }, ['Add the tag *VIP*', 'Take away the tags *a, b*']],
    [
      'handoff',
      { queue: 'Support', message: 'Bye', context: ['order_number', 'topic'] },
      ['Bye', 'Hand off to *Support*', 'with Order number and Topic'],
    ],
    ['end', { outcome: 'solved' }, ['End: *solved*']],
    [
      'media',
      { kind: 'image', url: 'https://a.b/c.png', alt: 'A cat' },
      ['picture https://a.b/c.png', 'A cat'],
    ],
    ['media', { kind: 'video', url: 'https://a.b/{{ x }}' }, ['Video', 'https://a.b/[X]']],
  ])('%s %j', (type, settings, rows) => {
    expect(drawn(type, settings)).toEqual(rows);
  });
});
