/** Templates: values are filled in once, stay apart from the author's words, and are never read again. */
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../json.ts';
import { verbatim } from './rendered.ts';
import { scopeOf } from './scope.ts';
import { compileTemplate, renderTemplate, templateValue } from './template.ts';

const PERSON = {
  key: 'ann',
  attributes: { email: 'ann@example.com', 'custom.plan': 'gold', company: { size: 12 } },
};
const filled = (template: string, variables: JsonObject = {}): string =>
  verbatim(renderTemplate(template, scopeOf(variables, PERSON)));

describe('filling in', () => {
  test('keeps values apart from the author’s text', () => {
    expect(renderTemplate('Hi **{{name}}**!', scopeOf({ name: '*Ann*' }, PERSON))).toEqual([
      'Hi **',
      { value: '*Ann*' },
      '**!',
    ]);
  });

  test('reads variables, the person’s key, attributes and dotted paths', () => {
    expect(filled('{{a}} {{person.key}} {{person.email}} {{person.company.size}}', { a: 'A' })).toBe(
      'A ann ann@example.com 12',
    );
  });

  test('finds an attribute whose key literally holds the dots', () => {
    expect(filled('{{person.custom.plan}}')).toBe('gold');
    const both = { key: 'p', attributes: { 'a.b': 'literal', a: { b: 'nested', c: 'kept' } } };
    expect(verbatim(renderTemplate('{{person.a.b}} {{person.a.c}}', scopeOf({}, both)))).toBe('literal kept');
  });

  test.each([
    [3, '3'],
    [3.5, '3.5'],
    [1e21, '1000000000000000000000'],
    [true, 'true'],
    [false, 'false'],
    [null, ''],
    [['a', 2, true], 'a, 2, true'],
    [{ a: 1 }, '{"a":1}'],
  ])('writes %j as %j', (value, text) => {
    expect(filled('{{v}}', { v: value })).toBe(text);
  });

  test('is empty where a variable or a step of a path is missing', () => {
    expect(filled('[{{nope}}|{{nope.deeper}}|{{person.nope.deeper}}]')).toBe('[||]');
  });

  test('a variable cannot hide the person', () => {
    expect(filled('{{person.key}}', { person: 'me' })).toBe('ann');
  });

  test('lets a short list of filters shape a value', () => {
    expect(
      filled('{{n | upcase}} {{x | default: "friend"}} {{l | join: "-"}} {{l | size}}', {
        n: 'ann',
        l: [1, 2],
      }),
    ).toBe('ANN friend 1-2 2');
    expect(
      filled('{{l | first}} {{l | last}} {{n | round: 1}} {{t | strip}}', { l: [1, 2], n: 2.345, t: ' x ' }),
    ).toBe('1 2 2.3 x');
  });
});

describe('what people answer is data', () => {
  test.each(['{{7*7}}', '{{constructor.constructor("return process")()}}', '{{person.email}}', '{% if x %}'])(
    'an answer of %s is shown as it was typed',
    (answer) => {
      expect(filled('You said {{a}}.', { a: answer })).toBe(`You said ${answer}.`);
      expect(filled('{{a | upcase}}', { a: answer })).toBe(answer.toUpperCase());
    },
  );

  test.each([
    'constructor',
    '__proto__',
    'toString',
    'name.constructor',
    'person.__proto__',
    'person.constructor.name',
  ])('{{%s}} inherits nothing', (path) => {
    expect(filled(`[{{${path}}}]`, { name: 'x' })).toBe('[]');
    expect(filled(`[{{${path} | default: ""}}]`, { name: 'x' })).toBe('[]');
  });

  test('a variable called __proto__ is only a name and pollutes nothing', () => {
    const variables = JSON.parse('{"__proto__":{"polluted":true},"constructor":"c"}') as JsonObject; // hostile on purpose
    expect(filled('{{constructor}}', variables)).toBe('c');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined(); // an empty object has every key as unknown
  });
});

describe('authors’ text', () => {
  test('{% is literal text', () => {
    expect(filled('{% if a %} 100{% {{a}}', { a: 'x' })).toBe('{% if a %} 100{% x');
  });

  test('text that is no valid template stands as written, and says why', () => {
    expect(filled('Hello {{name')).toBe('Hello {{name');
    const compiled = compileTemplate('Hello {{name');
    expect(compiled.ok ? [] : compiled.problems.map((each) => each.code)).toEqual(['template-syntax']);
  });

  test('refuses filters that do not exist', () => {
    expect(compileTemplate('{{ a | date: "now" }}').ok).toBe(false);
  });

  test('says which names it reads', () => {
    const compiled = compileTemplate('{{a}} {{person.email}} {{b | default: c}} {{"text"}}');
    expect(compiled.ok && compiled.value.reads).toEqual(['a', 'person.email', 'b', 'c']);
  });

  test('stays bounded whatever is asked of it', () => {
    expect(filled('{{ (1..100000000) | size }}')).toBe('');
    expect(compileTemplate('{{a}}'.repeat(50_000)).ok).toBe(false);
    expect(compileTemplate(`{{ a ${'| default: a '.repeat(7_000)} }}`).ok).toBe(false);
    expect(compileTemplate('{{'.repeat(40_000)).ok).toBe(false);
  });
});

describe('a template’s value', () => {
  const scope = scopeOf({ list: ['a', 'b'], n: 3 }, PERSON);

  test('is the value itself when the template is exactly one place', () => {
    expect(templateValue('{{list}}', scope)).toEqual(['a', 'b']);
    expect(templateValue('{{ n }}', scope)).toBe(3);
    expect(templateValue('{{missing}}', scope)).toBeNull();
  });

  test('is text when there is anything else', () => {
    expect(templateValue(' {{n}}', scope)).toBe(' 3');
    expect(templateValue('plain', scope)).toBe('plain');
  });
});
