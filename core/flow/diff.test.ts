/** The difference of two documents: what was added, removed and changed, field by field, and nothing that only moved. */
import { describe, expect, test } from 'vitest';
import { type TinyFlow, tinyDocument } from '../interpreter/tiny-flow.ts';
import { diffDocuments } from './diff.ts';
import type { FlowDocument } from './document.ts';

const say = (id: string, text = id) => ({ id, type: 'say', text });
const BASE: TinyFlow = {
  groups: { a: [say('x'), say('y')], b: [say('z')] },
  edges: { y: 'b' },
  variables: { name: 'Ann' },
};
const base = tinyDocument(BASE);
const changes = (after: FlowDocument, before = base) => diffDocuments(before, after);

test('a document does not differ from itself', () => {
  expect(changes(tinyDocument(BASE))).toEqual([]);
});

test('where groups stand is no difference', () => {
  const moved = { ...base, groups: base.groups.map((group) => ({ ...group, position: { x: 500, y: 20 } })) };
  expect(changes(moved)).toEqual([]);
});

describe('blocks', () => {
  test('a changed setting is told with before and after', () => {
    expect(
      changes(tinyDocument({ ...BASE, groups: { a: [say('x', 'new'), say('y')], b: [say('z')] } })),
    ).toEqual([
      { of: 'block', id: 'x', change: 'changed', fields: [{ field: 'text', before: 'x', after: 'new' }] },
    ]);
  });

  test('are added and removed without their group counting as changed', () => {
    expect(
      changes(tinyDocument({ ...BASE, groups: { a: [say('x'), say('new'), say('y')], b: [] } })),
    ).toEqual([
      { of: 'block', id: 'new', change: 'added', fields: [] },
      { of: 'block', id: 'z', change: 'removed', fields: [] },
    ]);
  });

  test('in another order change their group; in another group they change themselves', () => {
    expect(changes(tinyDocument({ ...BASE, groups: { a: [say('y'), say('x')], b: [say('z')] } }))).toEqual([
      {
        of: 'group',
        id: 'a',
        change: 'changed',
        fields: [{ field: 'order', before: 'x, y', after: 'y, x' }],
      },
    ]);
    expect(changes(tinyDocument({ ...BASE, groups: { a: [say('y')], b: [say('z'), say('x')] } }))).toEqual([
      { of: 'block', id: 'x', change: 'changed', fields: [{ field: 'group', before: 'a', after: 'b' }] },
    ]);
  });

  test('are compared to the innermost field', () => {
    const flow = (right: readonly string[], exact: boolean): FlowDocument =>
      tinyDocument({
        groups: {
          a: [{ id: 'w', type: 'when', condition: { all: [{ left: 'x', op: 'one_of', right, exact }] } }],
        },
      });
    expect(changes(flow(['a', 'c'], true), flow(['a', 'b'], false))).toEqual([
      {
        of: 'block',
        id: 'w',
        change: 'changed',
        fields: [
          { field: 'condition.all.0.right.1', before: 'b', after: 'c' },
          { field: 'condition.all.0.exact', before: false, after: true },
        ],
      },
    ]);
    expect(changes(flow(['a'], false), flow(['a', 'b'], false))).toMatchObject([
      { fields: [{ field: 'condition.all.0.right', before: ['a', 'b'], after: ['a'] }] },
    ]);
  });
});

test('groups, edges, variables, triggers and the flow itself are compared too', () => {
  const after = {
    ...tinyDocument({
      ...BASE,
      groups: { a: [say('x'), say('y')], b: [say('z')], c: [] },
      edges: { y: 'a' },
      variables: { name: 'Bob' },
      triggers: [{ id: 't', type: 'command', command: 'menu' }],
    }),
    name: 'New name',
  };
  expect(changes(after)).toEqual([
    { of: 'flow', id: '', change: 'changed', fields: [{ field: 'name', before: 'Tiny', after: 'New name' }] },
    { of: 'group', id: 'c', change: 'added', fields: [] },
    { of: 'edge', id: 'e0', change: 'changed', fields: [{ field: 'to.group', before: 'b', after: 'a' }] },
    {
      of: 'variable',
      id: 'v0',
      change: 'changed',
      fields: [{ field: 'default', before: 'Ann', after: 'Bob' }],
    },
    { of: 'trigger', id: 't', change: 'added', fields: [] },
  ]);
});

test('the default of a secret variable is never shown, only that it changed', () => {
  const secret = (value: string): FlowDocument => ({
    ...base,
    variables: base.variables.map((variable) => ({ ...variable, default: value, secret: true })),
  });
  expect(changes(secret('hunter2'), secret('hunter2'))).toEqual([]);
  expect(changes(secret('hunter3'), secret('hunter2'))).toEqual([
    {
      of: 'variable',
      id: 'v0',
      change: 'changed',
      fields: [{ field: 'default', before: '•••', after: '•••' }],
    },
  ]);
  expect(JSON.stringify(changes(secret('hunter2')))).not.toContain('hunter2');
});
