import { FUNCTIONS as CORE_FUNCTIONS } from '@sluice/core/interpreter/expression/functions';
import { FILTERS as CORE_FILTERS } from '@sluice/core/interpreter/filters';
import { describe, expect, it } from 'vitest';
import {
  askedInExpression,
  askedInTemplate,
  FILTERS,
  type FindAsking,
  fitting,
  readable,
  type Suggestion,
  taken,
} from './suggestions.ts';
import { FILTER_WORDS, FUNCTION_WORDS } from './words-of-language.ts';

/** "|" marks the caret; other bars are written "¦". */
const at = (marked: string): [text: string, caret: number] => [
  marked.replace('|', '').replaceAll('¦', '|'),
  marked.indexOf('|'),
];
const asked = (find: FindAsking, marked: string) => {
  const found = find(...at(marked));
  return found && `${found.about} “${found.typed}”`;
};
/** What stands there after the suggestion was taken. */
const after = (find: FindAsking, marked: string, suggestion: Suggestion): string => {
  const [text, caret] = at(marked);
  const found = find(text, caret);
  if (!found) throw new Error('nothing is asked for');
  const { text: next, caret: stands } = taken(text, caret, found, suggestion);
  return `${next.slice(0, stands)}|${next.slice(stands)}`;
};

describe('in a template', () => {
  it.each([
    ['Hi {{|', 'value “”'],
    ['Hi {{ na|', 'value “na”'],
    ['Hi {{ person.em|}}', 'value “person.em”'],
    ['Hi {{ name ¦|', 'filter “”'],
    ['Hi {{ name ¦ def|', 'filter “def”'],
    ['Hi {{ name }} |', null],
    ['Hi {{ name |', null],
    ['Hi {{ name ¦ default: "a|', null],
    ['Hi { name|', null],
    ['Hi {{\nname|', null],
  ])('%s asks for %s', (marked, about) => {
    expect(asked(askedInTemplate, marked)).toBe(about);
  });

  const name = { insert: 'name', label: 'Name' };
  const fallback = FILTERS.find((filter) => filter.label === 'default') ?? name;
  it.each([
    ['Hi {{|', name, 'Hi {{name}}|'],
    ['Hi {{na|}}, you', name, 'Hi {{name}}|, you'],
    ['Hi {{|, you', name, 'Hi {{name}}|, you'],
    ['Hi {{| ¦ upcase}}', name, 'Hi {{name| | upcase}}'],
    ['Hi {{ name ¦|', fallback, 'Hi {{ name | default: "|"}}'],
    ['Hi {{ name ¦ def|}}', fallback, 'Hi {{ name | default: "|"}}'],
    ['Hi {{ name ¦ up|}}!', { insert: 'upcase', label: '' }, 'Hi {{ name | upcase}}|!'],
  ])('%s with a suggestion taken', (marked, suggestion, expected) => {
    expect(after(askedInTemplate, marked, suggestion)).toBe(expected);
  });
});

describe('in an expression', () => {
  it.each([
    ['pri|', 'name “pri”'],
    ['price * person.pl|', 'name “person.pl”'],
    ['"pri|', null],
    ['price |', null],
    ['3|', null],
  ])('%s asks for %s', (marked, about) => {
    expect(asked(askedInExpression, marked)).toBe(about);
  });

  it('a name is completed in its place', () => {
    expect(after(askedInExpression, '2 * pr| + 1', { insert: 'price', label: 'Price' })).toBe(
      '2 * price| + 1',
    );
  });
});

describe('the suggestions', () => {
  const all = readable(
    {
      variables: [
        { id: '1', name: 'order_number', title: 'Order number', type: 'text' },
        { id: '2', name: 'mail', type: 'text' },
      ],
    },
    [{ path: 'email', name: 'Email' }],
  );

  it('are the variables by their titles, then the person', () => {
    expect(all.map(({ label, insert }) => `${label}: ${insert}`)).toEqual([
      'Order number: order_number',
      'mail: mail',
      'Email: person.email',
    ]);
  });

  it('fit by name or title, what begins so first', () => {
    expect(fitting(all, 'mail').map((each) => each.insert)).toEqual(['mail', 'person.email']);
    expect(fitting(all, 'NUMB').map((each) => each.insert)).toEqual(['order_number']);
    expect(fitting(all, 'zzz')).toEqual([]);
  });

  it('know every filter and every function there is, and no other', () => {
    expect(FILTER_WORDS.map((each) => each.name).toSorted()).toEqual(Object.keys(CORE_FILTERS).toSorted());
    expect(FUNCTION_WORDS.map((each) => each.name).toSorted()).toEqual([...CORE_FUNCTIONS.keys()].toSorted());
  });
});
