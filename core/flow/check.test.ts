/** Checking a document: every problem says what, where and how to mend it; warnings do not stop publishing. */
import { describe, expect, test } from 'vitest';
import { tinyLibrary } from '../interpreter/tiny-blocks.ts';
import { type TinyFlow, tinyDocument } from '../interpreter/tiny-flow.ts';
import { checkDocument, publishProblems, severityOf } from './check.ts';
import type { FlowDocument } from './document.ts';

const lines = (document: FlowDocument, flows?: ReadonlySet<string>): readonly string[] =>
  checkDocument(document, tinyLibrary, flows ? { flows } : {}).map((each) => `${each.code} ${each.at}`);
const check = (flow: TinyFlow): readonly string[] => lines(tinyDocument(flow));

const say = (id: string, text = id) => ({ id, type: 'say', text });
const when = (condition: unknown) => ({ id: 'w', type: 'when', condition });

test('a sound document has no problems', () => {
  const flow = {
    groups: { a: [say('x', 'Hi {{name}}'), { id: 'q', type: 'ask', variable: 'name' }], b: [say('y')] },
    edges: { q: 'b', 'q.late': 'b.y', '!t': 'b' },
    variables: { name: null },
    triggers: [{ id: 't', type: 'command', command: 'menu' }],
  };
  expect(check(flow)).toEqual([]);
});

describe('the graph', () => {
  test('the start must exist and must not be empty', () => {
    const document = tinyDocument({ groups: { a: [say('x')] } });
    expect(lines({ ...document, start: { group: 'gone' } })).toEqual([
      'no-start start.group',
      'unreachable-group groups.0',
    ]);
    expect(lines({ ...document, start: { group: 'a', block: 'gone' } })).toEqual([
      'unknown-block start.block',
    ]);
    expect(check({ groups: { a: [] } })).toEqual(['empty-start start.group']);
  });

  test.each<[string, Record<string, string>, string]>([
    ['from a block that is gone', { gone: 'a' }, 'unknown-block edges.0.from.block'],
    ['from a port that is gone', { 'x.gone': 'a' }, 'unknown-port edges.0.from.port'],
    ['from a trigger that is gone', { '!gone': 'a' }, 'unknown-trigger edges.0.from.trigger'],
    ['to a group that is gone', { x: 'gone' }, 'unknown-group edges.0.to.group'],
    ['to a block that is gone', { x: 'a.gone' }, 'unknown-block edges.0.to.block'],
    ['to a block of another group', { x: 'a.y' }, 'unknown-block edges.0.to.block'],
  ])('an edge %s', (_, edges, expected) => {
    const flow = {
      groups: { a: [say('x'), { id: 'j', type: 'go', to: { group: 'b' } }], b: [say('y')] },
      edges,
    };
    expect(check(flow)).toEqual([expected]);
  });

  test('nothing leaves a block that has no way on', () => {
    expect(check({ groups: { a: [{ id: 'f', type: 'finish', how: 'end' }] }, edges: { f: 'a' } })).toEqual([
      'unknown-port edges.0.from.port',
    ]);
  });

  test('two edges may not leave one port', () => {
    const document = tinyDocument({ groups: { a: [say('x')], b: [say('y')] }, edges: { x: 'b' } });
    const [edge] = document.edges;
    if (!edge) throw new Error('the document has an edge');
    expect(lines({ ...document, edges: [edge, { ...edge, id: 'again' }] })).toEqual([
      'two-edges edges.1.from',
    ]);
  });

  test('groups that nothing leads to, empty groups and loose triggers are worth knowing', () => {
    const flow = {
      groups: {
        a: [{ id: 'j', type: 'go', to: { group: 'jumped' } }],
        jumped: [say('x')],
        empty: [],
        lost: [say('y')],
      },
      edges: { x: 'empty', y: 'jumped' },
      triggers: [{ id: 't', type: 'keyword', words: ['hi'] }],
    };
    expect(check(flow)).toEqual([
      'empty-group groups.2',
      'unreachable-group groups.3',
      'trigger-without-edge triggers.0',
    ]);
  });
});

describe('ids and names', () => {
  test('are given once', () => {
    const document = tinyDocument({ groups: { a: [say('x'), say('x')] }, variables: { one: '' } });
    const [variable] = document.variables;
    const [group] = document.groups;
    if (!variable || !group) throw new Error('the document has both');
    expect(lines(document)).toEqual(['duplicate-id groups.0.blocks.1.id']);
    expect(
      lines({
        ...document,
        groups: [
          { ...group, blocks: [say('z')] },
          { ...group, blocks: [] },
        ],
      }),
    ).toEqual(['duplicate-id groups.1.id']);
    expect(
      lines({
        ...document,
        groups: [{ ...group, blocks: [say('z')] }],
        variables: [variable, { ...variable, id: 'w' }],
      }),
    ).toEqual(['duplicate-name variables.1.name']);
  });

  test('a word starts one trigger', () => {
    const flow = {
      groups: { a: [say('x')] },
      triggers: [
        { id: 't', type: 'keyword', words: ['Help', 'help '] },
        { id: 'u', type: 'command', command: 'help' },
      ],
      edges: { '!t': 'a', '!u': 'a' },
    };
    expect(check(flow)).toEqual(['duplicate-word triggers.0.words.1']);
  });

  test.each(['person', 'constructor', '__proto__', 'true', 'and', 'in', 'empty', 'return'])(
    '%s is no name for a variable',
    (name) => {
      const variables = JSON.parse(`{"${name}": null}`) as Record<string, unknown>; // also "__proto__" as a plain key
      expect(check({ groups: { a: [say('x')] }, variables })).toEqual(['reserved-name variables.0.name']);
    },
  );

  test('a default should be of its type', () => {
    const document = tinyDocument({ groups: { a: [say('x')] } });
    const variable = { id: 'v', name: 'n', type: 'number', default: '3' } as const;
    expect(lines({ ...document, variables: [variable] })).toEqual(['default-type variables.0.default']);
  });
});

describe('what authors write', () => {
  const inBlock = (block: { id: string; type: string; [key: string]: unknown }) =>
    check({ groups: { a: [block] }, variables: { name: null } });

  test.each<[string, string]>([
    ['Hi {{name}} {{person.anything.at.all}}', ''],
    ['Hi {{nme}}', 'unknown-variable groups.0.blocks.0.text'],
    ['Hi {{name', 'template-syntax groups.0.blocks.0.text'],
    ['Hi {{name | shout}}', 'template-syntax groups.0.blocks.0.text'],
  ])('the template %s', (text, expected) => {
    expect(inBlock(say('x', text)).join()).toBe(expected);
  });

  test.each<[string, string]>([
    ['name + 1', ''],
    ['nme + 1', 'unknown-variable groups.0.blocks.0.to'],
    ['name +', 'expression-syntax groups.0.blocks.0.to'],
    ['shout(name)', 'expression-syntax groups.0.blocks.0.to'],
  ])('the expression %s', (to, expected) => {
    expect(inBlock({ id: 's', type: 'set', variable: 'name', to }).join()).toBe(expected);
  });

  test.each<[unknown, string]>([
    [{ all: [{ left: 'name', op: 'equals', right: 'x' }] }, ''],
    [{ all: [{ left: 'person.plan', op: 'equals', right: '{{name}}' }] }, ''],
    [
      { all: [{ left: 'nme', op: 'equals', right: 'x' }] },
      'unknown-variable groups.0.blocks.0.condition.all.0.left',
    ],
    [
      { all: [{ left: '{{nme}}', op: 'equals', right: 'x' }] },
      'unknown-variable groups.0.blocks.0.condition.all.0.left',
    ],
    [
      { all: [{ left: 'name', op: 'equals', right: '{{nme}}' }] },
      'unknown-variable groups.0.blocks.0.condition.all.0.right',
    ],
    [
      { any: [{ left: 'name', op: 'is', right: 'x' }] },
      'unknown-operator groups.0.blocks.0.condition.any.0.op',
    ],
    [
      { any: [{ left: 'name', op: 'is', right: '{{name}}' }] },
      'unknown-operator groups.0.blocks.0.condition.any.0.op',
    ],
    [
      { any: [{ left: 'name', op: 'one_of', right: 'x' }] },
      'value-type groups.0.blocks.0.condition.any.0.right',
    ],
    [
      { any: [{ left: 'name', op: 'matches', right: '(' }] },
      'bad-pattern groups.0.blocks.0.condition.any.0.right',
    ],
    [
      { any: [{ all: [{ expression: 'nme' }] }] },
      'unknown-variable groups.0.blocks.0.condition.any.0.all.0.expression',
    ],
    [{ any: [] }, 'empty-condition groups.0.blocks.0.condition'],
  ])('the condition %j', (condition, expected) => {
    expect(inBlock(when(condition)).join()).toBe(expected);
  });

  test('the flow’s own retry message is a template too', () => {
    expect(check({ groups: { a: [say('x')] }, settings: { retryMessage: '{{nope}}' } })).toEqual([
      'unknown-variable settings.retryMessage',
    ]);
  });
});

describe('blocks', () => {
  test('of unknown types, or with settings that no longer fit, are told', () => {
    const document = tinyDocument({ groups: { a: [say('x')] } });
    const withBlocks = (...blocks: FlowDocument['groups'][number]['blocks']): FlowDocument => ({
      ...document,
      groups: document.groups.map((group) => ({ ...group, blocks })),
    });
    expect(lines(withBlocks({ id: 'b', type: 'nope' }))).toEqual([
      'unknown-block-type groups.0.blocks.0.type',
    ]);
    expect(lines(withBlocks({ id: 'b', type: 'say' }))).toEqual(['block-settings groups.0.blocks.0']);
  });

  test('a subflow must exist, when it is known which flows do', () => {
    const document = tinyDocument({ groups: { a: [{ id: 's', type: 'subflow', flow: 'other' }] } });
    expect(lines(document)).toEqual([]);
    expect(lines(document, new Set(['other']))).toEqual([]);
    expect(lines(document, new Set())).toEqual(['unknown-flow groups.0.blocks.0.flow']);
  });
});

test('warnings do not stop publishing, everything else does', () => {
  const document = tinyDocument({
    groups: { a: [say('x', '{{nope}}')], lost: [say('y')], empty: [] },
    edges: { x: 'empty' },
  });
  expect(checkDocument(document, tinyLibrary).map((each) => [each.code, severityOf(each)])).toEqual([
    ['unreachable-group', 'warning'],
    ['empty-group', 'warning'],
    ['unknown-variable', 'error'],
  ]);
  expect(publishProblems(document, tinyLibrary).map((each) => each.code)).toEqual(['unknown-variable']);
});
