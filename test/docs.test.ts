/** The documents say what the code does, where a test can tell. */
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { readRepository } from './architecture/repository.ts';

const { paths, textOf } = readRepository(fileURLToPath(new URL('..', import.meta.url)));

describe('the README', () => {
  test('lists every environment variable that the configuration reads, and no other', () => {
    const read = ['server/config.ts', 'server/tracing-settings.ts'].flatMap((path) =>
      [...textOf(path).matchAll(/^ {2}([A-Z][A-Z_]+): /gm)].map((match) => match[1]),
    );
    const table = textOf('README.md').split('## Environment')[1] ?? '';
    const listed = table
      .split('\n')
      .filter((line) => line.startsWith('| `'))
      .flatMap((line) => [...(line.split('|')[1] ?? '').matchAll(/`([A-Z_]+)`/g)].map((match) => match[1]));
    expect(listed.toSorted()).toEqual(read.toSorted());
  });
});

describe('the glossary', () => {
  test('points to files and folders that exist', () => {
    const named = [...textOf('docs/glossary.md').matchAll(/`([a-z]+\/[a-z0-9/.-]*)`/g)].map(
      (match) => match[1] ?? '',
    );
    expect(named.length).toBeGreaterThan(30);
    expect(named.filter((place) => !paths.some((path) => path === place || path.startsWith(place)))).toEqual(
      [],
    );
  });

  test('has every word once', () => {
    const words = [...textOf('docs/glossary.md').matchAll(/^\*\*([^*]+)\*\*/gm)].map((match) => match[1]);
    expect(words.length).toBe(new Set(words).size);
  });
});
