import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type BlockLibrary, defineBlock } from '../interpreter/block.ts';
import { conditionSchema } from '../interpreter/condition.ts';
import { expressionSetting, templateSetting, variableSetting } from '../interpreter/setting.ts';
import type { Block, FlowDocument } from './document.ts';
import { renameInExpression, renameInTemplate, renameVariable } from './rename-variable.ts';
import { variablesUsed } from './variable-uses.ts';

const everything = defineBlock({
  type: 'everything',
  family: 'logic',
  title: 'Everything',
  settings: z.strictObject({
    text: templateSetting.exactOptional(),
    mixed: z.union([templateSetting, z.number()]).exactOptional(),
    texts: z.array(templateSetting).exactOptional(),
    sum: expressionSetting(100).exactOptional(),
    into: variableSetting.exactOptional(),
    outputs: z.record(variableSetting, templateSetting).exactOptional(),
    rows: z.array(z.strictObject({ id: z.string(), when: conditionSchema })).exactOptional(),
    plain: z.string().exactOptional(),
  }),
  ports: () => ({ named: [], next: true }),
  enter: () => ({ then: { type: 'leave', port: '' } }),
});
const library = new Map([['everything', everything]]) as unknown as BlockLibrary; // as the blocks' barrel makes it

const RENAMING = { from: 'name', to: 'first_name' };
const block = (settings: object): Block => ({ id: 'b', type: 'everything', ...settings });
const flowWith = (settings: object): FlowDocument => ({
  schema: 1,
  name: 'name',
  start: { group: 'name' },
  groups: [
    { id: 'name', title: 'name', position: { x: 0, y: 0 }, blocks: [block(settings)] },
    { id: 'other', title: 'name', position: { x: 0, y: 0 }, blocks: [block({ text: 'no use' })] },
  ],
  edges: [],
  variables: [{ id: 'name', name: 'name', type: 'text' }],
  triggers: [],
  settings: { retryMessage: 'Sorry, {{ name }}' },
});
const renamed = (settings: object) =>
  renameVariable(flowWith(settings), RENAMING, library).groups[0]?.blocks[0];

describe('renaming a variable', () => {
  it('renames its declaration and the flow’s own words, and no id or title', () => {
    const after = renameVariable(flowWith({}), RENAMING, library);
    expect(after.variables).toEqual([{ id: 'name', name: 'first_name', type: 'text' }]);
    expect(after.settings.retryMessage).toBe('Sorry, {{ first_name }}');
    expect([after.start.group, after.groups[0]?.id, after.groups[0]?.title]).toEqual([
      'name',
      'name',
      'name',
    ]);
  });

  it.each([
    ['a template', { text: 'Hi {{name}}, name' }, { text: 'Hi {{first_name}}, name' }],
    ['one of several kinds', { mixed: '{{ name }}' }, { mixed: '{{ first_name }}' }],
    ['lists', { texts: ['a', '{{ name }}'] }, { texts: ['a', '{{ first_name }}'] }],
    ['an expression', { sum: 'upper(name) + "name"' }, { sum: 'upper(first_name) + "name"' }],
    ['a name', { into: 'name' }, { into: 'first_name' }],
    ['names as keys', { outputs: { name: 'x' } }, { outputs: { first_name: 'x' } }],
    [
      'conditions in conditions',
      {
        rows: [{ id: 'name', when: { all: [{ any: [{ left: 'name', op: 'equals', right: '{{name}}' }] }] } }],
      },
      {
        rows: [
          {
            id: 'name',
            when: { all: [{ any: [{ left: 'first_name', op: 'equals', right: '{{first_name}}' }] }] },
          },
        ],
      },
    ],
    [
      'lists and expressions of conditions',
      {
        rows: [
          {
            id: 'a',
            when: { any: [{ expression: 'name == ""' }, { left: 'x', op: 'one_of', right: ['{{name}}'] }] },
          },
        ],
      },
      {
        rows: [
          {
            id: 'a',
            when: {
              any: [
                { expression: 'first_name == ""' },
                { left: 'x', op: 'one_of', right: ['{{first_name}}'] },
              ],
            },
          },
        ],
      },
    ],
    ['no plain text', { plain: '{{name}}' }, { plain: '{{name}}' }],
  ])('reaches %s', (_, before, after) => {
    expect(renamed(before)).toEqual(block(after));
  });

  it('leaves blocks that do not use it the same objects', () => {
    const before = flowWith({ text: '{{name}}' });
    const after = renameVariable(before, RENAMING, library);
    expect(after.groups[1]).toBe(before.groups[1]);
    expect(after.groups[0]).not.toBe(before.groups[0]);
  });
});

describe('in a template', () => {
  it.each([
    ['{{ person.name }}', '{{ person.name }}'],
    ['{{ name.name }}', '{{ first_name.name }}'],
    ['{{ name | default: "name" }}', '{{ first_name | default: "name" }}'],
    ['{{ x | default: name }}', '{{ x | default: first_name }}'],
    ['{{ list[name] }}', '{{ list[first_name] }}'],
    ['{{ names }} {{ a_name }}', '{{ names }} {{ a_name }}'],
    ['{{ name | nonsense }}', '{{ name | nonsense }}'],
    ['{{ name', '{{ name'],
  ])('%s becomes %s', (before, after) => {
    expect(renameInTemplate(before, RENAMING)).toBe(after);
  });

  it('does not touch a filter of the same name', () => {
    expect(renameInTemplate('{{ size | size }}', { from: 'size', to: 'shoe' })).toBe('{{ shoe | size }}');
  });
});

describe('in an expression', () => {
  it.each([
    ['name + person.name', 'first_name + person.name'],
    ['name.first + 1', 'first_name.first + 1'],
    ['"name" + \'name\' + name', '"name" + \'name\' + first_name'],
    [
      'not name and [name, names][0] == {"name": name}',
      'not first_name and [first_name, names][0] == {"name": first_name}',
    ],
    ['name +', 'name +'],
  ])('%s becomes %s', (before, after) => {
    expect(renameInExpression(before, RENAMING)).toBe(after);
  });

  it('does not touch a function of the same name', () => {
    expect(renameInExpression('size(size)', { from: 'size', to: 'shoe' })).toBe('size(shoe)');
  });

  it('there and back gives the text as it was', () => {
    const word = fc.constantFrom(
      'name',
      'x',
      '"name"',
      '+',
      '(',
      ')',
      '.',
      'upper(name)',
      '==',
      ' ',
      '[name]',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 8 }), (words) => {
        const text = words.join('');
        const there = renameInExpression(text, RENAMING);
        expect(renameInExpression(there, { from: 'first_name', to: 'name' })).toBe(text);
      }),
    );
  });
});

describe('the variables a block uses', () => {
  it('are those of templates, expressions, conditions and settings, without the person', () => {
    const uses = variablesUsed(
      block({
        text: '{{ a.b }} {{ person.name }}',
        sum: 'b + c.d',
        into: 'd',
        outputs: { e: '{{ f }}' },
        rows: [
          { id: 'x', when: { all: [{ left: 'g', op: 'equals', right: '{{h}}' }, { expression: 'i > 1' }] } },
        ],
      }),
      library,
    );
    expect([...uses].sort()).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i']);
  });
});
