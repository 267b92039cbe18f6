/** The repository as the rules see it: every file that git tracks or would track. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Repository } from './rule.ts';
import { isSource, readSourceFile } from './source-file.ts';

const NOT_OURS = new Set(['node_modules', 'dist', '.git', '.cache', 'data', 'coverage']);

/** Without git (an unpacked archive) the folders that are never tracked are left out by name. */
const walk = (root: string, folder = ''): string[] =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (NOT_OURS.has(entry.name)) return [];
    return entry.isDirectory() ? walk(root, path) : [path];
  });

const listPaths = (root: string): string[] => {
  try {
    const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
    const listed = execFileSync('git', args, {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    // A tracked file may be deleted in the working tree.
    return listed.split('\0').filter((path) => path !== '' && existsSync(join(root, path)));
  } catch {
    return walk(root);
  }
};

export const readRepository = (root: string): Repository => {
  const paths = listPaths(root).sort();
  const textOf = (path: string): string => readFileSync(join(root, path), 'utf8');
  return { paths, textOf, sources: paths.filter(isSource).map((path) => readSourceFile(path, textOf(path))) };
};

/** A repository that exists only in a test: paths and their texts. */
export const imagined = (files: { readonly [path: string]: string }): Repository => ({
  paths: Object.keys(files),
  textOf: (path) => files[path] ?? '',
  sources: Object.keys(files)
    .filter(isSource)
    .map((path) => readSourceFile(path, files[path] ?? '')),
});
