/** The reference in docs/ names exactly the functions and filters that there are. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { FUNCTIONS } from './expression/functions.ts';
import { FILTERS } from './filters.ts';

const section = (file: string, heading: string): string => {
  const text = readFileSync(new URL(`../../docs/${file}`, import.meta.url), 'utf8');
  return (text.split(`## ${heading}`)[1] ?? '').split('\n## ')[0] ?? '';
};

/** What stands as code in the first column of the section's table. */
const firstColumn = (file: string, heading: string): readonly string[] =>
  section(file, heading)
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .flatMap((line) =>
      [...(line.split(' | ')[0] ?? '').matchAll(/`([A-Za-z]+)/g)].map((match) => match[1] ?? ''),
    );

test('docs/expressions.md lists every function', () => {
  expect(firstColumn('expressions.md', 'Functions').toSorted()).toEqual([...FUNCTIONS.keys()].toSorted());
});

test('docs/templates.md lists every filter', () => {
  expect(firstColumn('templates.md', 'Filters').toSorted()).toEqual(Object.keys(FILTERS).toSorted());
});
