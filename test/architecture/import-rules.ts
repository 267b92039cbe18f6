/** Who may import whom: the walls of the house. */
import { type Rule, sourceRule } from './rule.ts';
import type { Import, SourceFile } from './source-file.ts';

/** "May import", besides oneself. Folders that are not listed (test, scripts) may import everything. */
const ARROWS: { readonly [area: string]: readonly string[] } = {
  core: [],
  blocks: ['core'],
  platforms: ['core'],
  api: ['core'],
  server: ['core', 'blocks', 'platforms', 'api'],
  studio: ['core', 'api', 'blocks', 'platforms'],
  widget: ['platforms'],
  cli: ['core', 'blocks', 'api', 'server'],
};

/** Where an arrow leads only to some files of the other workspace. */
const NARROW: readonly { from: string; to: string; only: RegExp; says: string }[] = [
  {
    from: 'widget',
    to: 'platforms',
    only: /^platforms\/website\/protocol\.ts$/,
    says: 'the widget knows platforms/website/protocol only',
  },
  {
    from: 'cli',
    to: 'server',
    only: /^server\/(main|move|reset-link)\.ts$/,
    says: 'the cli knows server/main, move and reset-link only, each for the verb of its name',
  },
  {
    from: 'studio',
    to: 'blocks',
    only: /^blocks\/(studio|runtime)\.ts$/,
    says: 'the studio knows blocks by their barrels: studio to show and edit them, runtime to run them',
  },
  {
    from: 'studio',
    to: 'platforms',
    only: /^platforms\/(studio|markdown)\.ts$/,
    says: 'the studio knows platforms by their barrel platforms/studio, and the Markdown that they share',
  },
];

/** The core's dependencies are pure themselves; each was read before it was let in. */
const PURE_PACKAGES = ['zod', 'liquidjs', '@marcbachmann/cel-js', 're2js', '@noble/hashes'];
const PACKAGES: { readonly [area: string]: readonly string[] } = {
  core: PURE_PACKAGES,
  blocks: ['zod', 'libphonenumber-js'],
};
const TEST_PACKAGES = [
  'vitest',
  'fast-check',
  'playwright-core',
  '@testing-library/react',
  '@testing-library/user-event',
];

const areaOf = (path: string): string => path.split('/')[0] ?? '';

const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

const wall = (file: SourceFile, line: Import): string | undefined => {
  const allowed = ARROWS[file.area];
  if (allowed === undefined || line.target === undefined) return undefined;
  const to = areaOf(line.target);
  if (to === file.area) return undefined;
  if (file.isTest && to === 'test') return undefined;
  if (!allowed.includes(to))
    return `${file.area} must not import ${to} (${line.specifier}); it may import ${allowed.join(', ') || 'nothing of ours'}`;
  if (line.specifier.startsWith('.'))
    return `${line.specifier} climbs over the wall; write @sluice/${line.target.replace(/\.ts$/, '')}`;
  const narrow = NARROW.find((rule) => rule.from === file.area && rule.to === to);
  if (narrow && !file.isTest && !narrow.only.test(line.target)) return `${line.specifier}: ${narrow.says}`;
  if (file.area === 'cli' && to === 'server' && !line.dynamic)
    return 'import the server dynamically, so that the other verbs start without it';
  return undefined;
};

const importRule = (
  name: string,
  why: string,
  judge: (file: SourceFile, line: Import) => string | undefined,
): Rule =>
  sourceRule(name, why, (file) =>
    file.imports.map((line) => {
      const says = judge(file, line);
      return says === undefined ? undefined : { line: line.line, says };
    }),
  );

/** The folder of one block or platform: "blocks/choice"; undefined for barrels and contracts beside the folders. */
const roomOf = (path: string): string | undefined =>
  path.split('/').length > 2 ? path.split('/').slice(0, 2).join('/') : undefined;

const neighbours = (area: string) => (file: SourceFile, line: Import) => {
  const room = roomOf(file.path);
  if (file.area !== area || room === undefined || line.target === undefined) return undefined;
  const other = roomOf(line.target);
  return areaOf(line.target) === area && other !== undefined && other !== room
    ? `${room} imports its neighbour ${other}; move what they share to the core`
    : undefined;
};

const DRIVERS = ['pg', '@electric-sql/pglite'];
/** Features and the runner query; what speaks HTTP (routes, server/http) asks them. */
const MAY_QUERY = /^server\/(db|runner|features)\//;
const SPEAKS_HTTP = /\/[a-z-]*routes\.ts$/;

const database = (file: SourceFile, line: Import): string | undefined => {
  if (file.isTest || ARROWS[file.area] === undefined || line.typeOnly) return undefined;
  const name = packageOf(line.specifier);
  if (DRIVERS.includes(name) && !file.path.startsWith('server/db/')) return `${name} belongs into server/db`;
  return name === 'kysely' && (!MAY_QUERY.test(file.path) || SPEAKS_HTTP.test(file.path))
    ? 'a query belongs into a feature, the runner or server/db, never beside HTTP'
    : undefined;
};

const dependenciesOf = (manifest: string): readonly string[] => {
  // package.json is ours; its shape is npm's.
  const parsed = JSON.parse(manifest) as { readonly dependencies?: { readonly [name: string]: string } };
  return Object.keys(parsed.dependencies ?? {});
};

export const importRules: readonly Rule[] = [
  importRule(
    'imports follow the arrows of the house',
    'the core can be trusted, simulated and replayed only while nothing leads out of it; a wall with one hole is no wall.',
    wall,
  ),
  importRule(
    'blocks never import each other',
    'a block is one folder that can be read, tested and removed alone; n blocks and m platforms stay n + m, not n × m.',
    neighbours('blocks'),
  ),
  importRule(
    'platforms never import each other',
    'what two outsides share belongs to the core or to the platform contract, or the next platform inherits their quirks.',
    neighbours('platforms'),
  ),
  importRule(
    'core and blocks use packages that are pure themselves',
    'an impure package brings the clock, the network or randomness in by the back door; a decision record lets a new one in.',
    (file, line) => {
      const allowed = PACKAGES[file.area];
      if (allowed === undefined || line.target !== undefined || file.isTest) return undefined;
      return allowed.includes(packageOf(line.specifier))
        ? undefined
        : `${line.specifier} is not among ${allowed.join(', ')}`;
    },
  ),
  importRule(
    'Node is used by the server, the cli and tooling only',
    'core, blocks and platforms must also run in a browser (the studio simulates there); the widget always does.',
    (file, line) =>
      ['core', 'blocks', 'platforms', 'api', 'widget', 'studio'].includes(file.area) &&
      line.specifier.startsWith('node:') &&
      !file.isTest &&
      !file.isTooling
        ? `${line.specifier} is not there in a browser`
        : undefined,
  ),
  importRule(
    'only features, the runner and server/db query the database, and never beside HTTP',
    'a query elsewhere escapes the workspace filter and the review that goes with it; a handler that queries cannot be reused.',
    database,
  ),
  {
    name: 'a workspace declares the packages it imports',
    why: 'an undeclared package works by luck of hoisting, until another workspace drops it.',
    find: ({ sources, paths, textOf }) =>
      sources.flatMap((file) => {
        const manifest = `${file.area}/package.json`;
        if (ARROWS[file.area] === undefined || file.isTooling || !paths.includes(manifest)) return [];
        const declared = dependenciesOf(textOf(manifest));
        return file.imports
          .filter(({ specifier }) => !specifier.startsWith('.') && !specifier.startsWith('node:'))
          .map((line) => ({ line, name: packageOf(line.specifier) }))
          .filter(({ name }) => name !== `@sluice/${file.area}` && !declared.includes(name))
          .filter(
            ({ name }) => !file.isTest || !(TEST_PACKAGES.includes(name) || name.startsWith('@sluice/')),
          )
          .map(({ line, name }) => ({
            path: file.path,
            line: line.line,
            says: `${name} is not in ${manifest}`,
          }));
      }),
  },
];
