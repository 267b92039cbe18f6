/** PostgreSQL's programs for the tests: found wherever they are, installed when we may, and never silently missing. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { binaries } from './fakes/postgres.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'sluice-programs-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const put = (...path: readonly string[]): string => {
  const folder = join(root, ...path);
  mkdirSync(folder, { recursive: true });
  for (const program of ['initdb', 'postgres']) writeFileSync(join(folder, program), '');
  return folder;
};
const nothing = (): boolean => {
  throw new Error('nothing was to be installed');
};

describe('PostgreSQL’s programs', () => {
  it('are the newest of those that packages brought', () => {
    for (const version of ['9', '15']) put('lib', version, 'bin');
    const newest = put('lib', '18', 'bin');
    expect(binaries({ packaged: [join(root, 'lib')], path: put('elsewhere') }, nothing)).toBe(newest);
  });

  it('else those on the PATH', () => {
    expect(binaries({ packaged: [join(root, 'none')], path: `/nowhere:${put('some')}` }, nothing)).toBe(
      join(root, 'some'),
    );
  });

  it('are installed when there are none, and looked for again', () => {
    const install = () => {
      put('lib', '15', 'bin');
      return true;
    };
    expect(binaries({ packaged: [join(root, 'lib')], path: '' }, install)).toBe(
      join(root, 'lib', '15', 'bin'),
    );
  });

  it('are asked for in words when they cannot be installed, or were not brought by it', () => {
    for (const installed of [true, false]) {
      const missing = () => binaries({ packaged: [join(root, 'none')], path: '' }, () => installed);
      expect(missing).toThrow(/need PostgreSQL 15 or newer: install it .* or set TEST_DATABASE_URL/);
    }
  });
});
