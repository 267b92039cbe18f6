import { expect, test } from 'vitest';
import { spokenName } from './author.ts';

test.each([
  ['Ann Weber <ann@acme.test>', 'Ann Weber'],
  ['key Automation', 'key Automation'],
  ['Sluice', 'Sluice'],
])('%s is spoken of as %s', (author, name) => {
  expect(spokenName(author)).toBe(name);
});
