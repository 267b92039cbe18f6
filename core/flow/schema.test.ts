/** Parsing a flow document: defaults filled in, everything unknown refused, every refusal with its path. */
import { describe, expect, test } from 'vitest';
import { tinyLibrary } from '../interpreter/tiny-blocks.ts';
import { parseDocument, SIZES } from './schema.ts';

const MINIMAL = { schema: 1, name: 'Flow', start: { group: 'a' }, groups: [{ id: 'a', blocks: [] }] };
const parse = (json: unknown) => parseDocument(json, tinyLibrary);
const problemsOf = (json: unknown): readonly string[] => {
  const parsed = parse(json);
  return parsed.ok ? [] : parsed.problems.map((each) => `${each.code} ${each.at}`);
};
const withBlock = (block: unknown) => ({ ...MINIMAL, groups: [{ id: 'a', blocks: [block] }] });

describe('a document', () => {
  test('may leave out what has a default', () => {
    expect(parse(MINIMAL)).toEqual({
      ok: true,
      value: {
        ...MINIMAL,
        groups: [{ id: 'a', title: '', position: { x: 0, y: 0 }, blocks: [] }],
        edges: [],
        variables: [],
        triggers: [],
        settings: {},
      },
    });
  });

  test('keeps everything it holds', () => {
    const full = {
      ...MINIMAL,
      groups: [
        {
          id: 'a',
          title: 'A',
          position: { x: 1.5, y: -2 },
          blocks: [{ id: 'b', type: 'say', text: 'Hi' }],
        },
      ],
      edges: [
        { id: 'e', from: { block: 'b', port: 'x' }, to: { group: 'a', block: 'b' } },
        { id: 'f', from: { trigger: 't' }, to: { group: 'a' } },
      ],
      variables: [
        {
          id: 'v',
          name: 'name',
          title: 'Their name',
          type: 'list',
          default: ['x', { y: null }],
          secret: true,
        },
      ],
      triggers: [
        { id: 't', type: 'keyword', words: ['help'] },
        { id: 'u', type: 'command', command: 'menu' },
        { id: 'w', type: 'page', url: '/pricing*', delay: 5, scroll: 50, exitIntent: true },
      ],
      settings: { abandonAfterHours: 48, retryMessage: 'Sorry?' },
    };
    expect(parse(full)).toEqual({ ok: true, value: full });
    expect(parse(JSON.parse(JSON.stringify(full)))).toEqual(parse(full));
  });

  test('fills in the defaults of blocks’ settings', () => {
    const parsed = parse(withBlock({ id: 'g', type: 'go', to: { group: 'a' } }));
    expect(parsed.ok && parsed.value.groups[0]?.blocks).toEqual([
      { id: 'g', type: 'go', to: { group: 'a' }, andReturn: false },
    ]);
  });
});

describe('what is refused', () => {
  test.each<[string, unknown, string]>([
    ['nothing', null, 'wrong-shape '],
    ['a list', [], 'wrong-shape '],
    ['a text', 'x', 'wrong-shape '],
    ['another schema', { ...MINIMAL, schema: 2 }, 'wrong-shape schema'],
    ['no name', { ...MINIMAL, name: undefined }, 'missing name'],
    ['no start', { ...MINIMAL, start: {} }, 'missing start.group'],
    ['an unknown key', { ...MINIMAL, extra: 1 }, 'unknown-key '],
    [
      'an unknown key of a group',
      { ...MINIMAL, groups: [{ id: 'a', colour: 'red' }] },
      'unknown-key groups.0',
    ],
    ['an empty id', { ...MINIMAL, groups: [{ id: '' }] }, 'wrong-shape groups.0.id'],
    ['a long id', { ...MINIMAL, groups: [{ id: 'x'.repeat(101) }] }, 'too-big groups.0.id'],
    ['an id with a NUL', { ...MINIMAL, groups: [{ id: 'a\u0000b' }] }, 'wrong-shape groups.0.id'],
    [
      'a block of an unknown type',
      withBlock({ id: 'b', type: 'nope' }),
      'unknown-block-type groups.0.blocks.0.type',
    ],
    ['a block without its settings', withBlock({ id: 'b', type: 'say' }), 'missing groups.0.blocks.0.text'],
    [
      'a block with foreign settings',
      withBlock({ id: 'b', type: 'say', text: '', x: 1 }),
      'unknown-key groups.0.blocks.0',
    ],
    [
      'a wrong setting',
      withBlock({ id: 'b', type: 'pause', seconds: '5' }),
      'wrong-shape groups.0.blocks.0.seconds',
    ],
    [
      'an edge from nowhere',
      { ...MINIMAL, edges: [{ id: 'e', from: {}, to: { group: 'a' } }] },
      'missing edges.0.from.block',
    ],
    [
      'a bad variable name',
      { ...MINIMAL, variables: [{ id: 'v', name: 'a.b', type: 'text' }] },
      'wrong-shape variables.0.name',
    ],
    [
      'a bad variable type',
      { ...MINIMAL, variables: [{ id: 'v', name: 'a', type: 'date' }] },
      'wrong-shape variables.0.type',
    ],
    [
      'an unknown trigger',
      { ...MINIMAL, triggers: [{ id: 't', type: 'moon' }] },
      'wrong-shape triggers.0.type',
    ],
    [
      'a trigger without words',
      { ...MINIMAL, triggers: [{ id: 't', type: 'keyword', words: [] }] },
      'wrong-shape triggers.0.words',
    ],
    ['unknown settings', { ...MINIMAL, settings: { theme: 'x' } }, 'unknown-key settings'],
  ])('%s', (_, json, expected) => {
    expect(problemsOf(json)).toEqual([expected]);
  });

  test('every problem has a sentence', () => {
    const parsed = parse({ ...MINIMAL, name: 3, groups: [{ id: 1, blocks: {} }], edges: [{}] });
    expect(parsed.ok).toBe(false);
    for (const each of parsed.ok ? [] : parsed.problems) expect(each.says).toMatch(/^[A-Z"].*\.$/);
  });

  test.each(['__proto__', 'constructor', 'a.__proto__.b', 'toString '])(
    'the variable name %s, or it is plain data',
    (name) => {
      const parsed = parse({ ...MINIMAL, variables: [{ id: 'v', name, type: 'text' }] });
      if (parsed.ok) expect(parsed.value.variables[0]?.name).toBe(name);
      expect(Object.getPrototypeOf({})).toBe(Object.prototype);
    },
  );

  test('hostile keys are never taken over', () => {
    const hostile: unknown = JSON.parse(
      '{"schema":1,"name":"x","start":{"group":"a"},"groups":[{"id":"a","blocks":[{"id":"b","type":"say","text":"x","__proto__":{"polluted":1}}]}]}',
    );
    const parsed = parse(hostile);
    expect(JSON.stringify(parsed)).not.toContain('polluted');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined(); // an empty object has every key as unknown
  });
});

describe('size', () => {
  test('too many groups, blocks or levels are refused', () => {
    const groups = Array.from({ length: SIZES.groups + 1 }, (_, i) => ({ id: `g${i}` }));
    expect(problemsOf({ ...MINIMAL, groups })).toEqual(['too-big groups']);

    const blocks = Array.from({ length: 6_000 }, (_, i) => ({ id: `b${i}`, type: 'say', text: '' }));
    expect(
      problemsOf({
        ...MINIMAL,
        groups: [
          { id: 'a', blocks },
          { id: 'b', blocks },
        ],
      }),
    ).toEqual(['too-big groups']);

    let deep: unknown = 1;
    for (let i = 0; i < 100_000; i += 1) deep = [deep];
    expect(problemsOf({ ...MINIMAL, settings: deep })).toEqual(['too-big ']);
  });
});
