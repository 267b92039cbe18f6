/** How files look: their length, their name, their first line, and what a block's folder holds. */
import { type Finding, type Repository, type Rule, sourceRule } from './rule.ts';
import type { SourceFile } from './source-file.ts';

export const LONGEST = 400;
const LONG = 250;
/** "Few over 250": at most one file in ten. */
const FEW = 0.1;

const FORBIDDEN = ['util', 'utils', 'helper', 'helpers', 'manager', 'common', 'misc'];
const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*(\.(test|property|properties|config|d))*\.(ts|tsx|mjs)$/;

const BLOCK_FILES = [
  'block.ts',
  'face.ts',
  'form.ts',
  'README.md',
  'examples.json',
  'transcript.md',
  'block.test.ts',
];
const PLATFORM_FILES = ['platform.ts', 'README.md'];

const median = (numbers: readonly number[]): number => {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
};

/** Median and longest of the house's files, for whoever reads the test's output. */
export const lengths = (sources: readonly SourceFile[]): string => {
  const longest = sources.toSorted((a, b) => b.lineCount - a.lineCount)[0];
  return (
    `${sources.length} source files, median ${median(sources.map((file) => file.lineCount))} lines, ` +
    `${sources.filter((file) => file.lineCount > LONG).length} over ${LONG}, ` +
    `longest ${longest?.path ?? 'none'} (${longest?.lineCount ?? 0})`
  );
};

const first = (path: string, says: string): Finding => ({ path, line: 1, says });

const namesOf = (path: string): string[] => path.split('/').flatMap((part) => part.split(/[.-]/));

/** Folders under an area that hold the area's main file: "blocks/choice". */
const roomsOf = (repository: Repository, area: string, main: string): readonly string[] =>
  repository.paths
    .filter(
      (path) => path.startsWith(`${area}/`) && path.split('/').length === 3 && path.endsWith(`/${main}`),
    )
    .map((path) => path.slice(0, -main.length - 1));

const missing = (repository: Repository, area: string, files: readonly string[]): readonly Finding[] =>
  roomsOf(repository, area, files[0] ?? '').flatMap((room) =>
    files
      .filter((name) => !repository.paths.includes(`${room}/${name}`))
      .map((name) => first(`${room}/${files[0]}`, `${name} is missing beside it`)),
  );

/** The lists of blocks, and the file of each block that they import. */
const BARRELS = [
  ['blocks/runtime.ts', 'block.ts'],
  ['blocks/faces.ts', 'face.ts'],
  ['blocks/forms.ts', 'form.ts'],
] as const;

const barrelOf = (repository: Repository, path: string): string =>
  repository.paths.includes(path) ? repository.textOf(path) : '';

export const formRules: readonly Rule[] = [
  sourceRule(
    `no file is longer than ${LONGEST} lines`,
    'what does not fit on a few screens is not read as a whole, and grows; split it by meaning.',
    (file) => (file.lineCount > LONGEST ? [{ line: LONGEST + 1, says: `${file.lineCount} lines` }] : []),
  ),
  {
    name: `few files are longer than ${LONG} lines`,
    why: 'peers of this product have components of 13,000 lines; none of them began so.',
    find: ({ sources }) => {
      const long = sources.filter((file) => file.lineCount > LONG);
      return long.length <= Math.max(3, sources.length * FEW)
        ? []
        : long.map((file) => ({ path: file.path, line: LONG + 1, says: `${file.lineCount} lines` }));
    },
  },
  {
    name: 'files are kebab-case nouns, and never utils, helpers, manager, common or misc',
    why: 'a name that fits everything is where everything lands; name the file after what it exports.',
    find: ({ sources }) =>
      sources.flatMap((file) => [
        ...namesOf(file.path)
          .filter((name) => FORBIDDEN.includes(name.toLowerCase()))
          .map((name) => first(file.path, `“${name}” says nothing`)),
        ...(KEBAB.test(file.path.split('/').at(-1) ?? '') ? [] : [first(file.path, 'not kebab-case')]),
      ]),
  },
  sourceRule(
    'every file opens with a doc comment: one line on what it promises',
    'a reader decides by this line whether to read on; a file whose promise cannot be said does two things.',
    (file) => [
      // A test's `describe` says it; a configuration's form is its tool's.
      file.isTest || /\.config\.ts$/.test(file.path) || /^(#!.*\n)?\/\*\*\s*\S/.test(file.text)
        ? undefined
        : { line: 1, says: 'no /** … */ in the first line' },
    ],
  ),
  {
    name: 'a block is one whole folder',
    why: 'the parts that nobody wrote at first (examples, an executed transcript) are never written later.',
    find: (repository) => [
      ...missing(repository, 'blocks', BLOCK_FILES),
      ...BARRELS.flatMap(([barrel, file]) =>
        roomsOf(repository, 'blocks', 'block.ts')
          .filter((room) => !barrelOf(repository, barrel).includes(`./${room.slice(7)}/${file}`))
          .map((room) => first(`${room}/block.ts`, `not listed in ${barrel}`)),
      ),
    ],
  },
  {
    name: 'a platform is one whole folder',
    why: 'its guide says what can be targeted there; without it the audience builder is guesswork.',
    find: (repository) => missing(repository, 'platforms', PLATFORM_FILES),
  },
];
