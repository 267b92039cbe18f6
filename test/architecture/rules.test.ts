/** Each rule of the house finds what it forbids, names the line, and leaves the allowed alone. */
import { describe, expect, test } from 'vitest';
import { documentRules } from './document-rules.ts';
import { formRules } from './form-rules.ts';
import { importRules } from './import-rules.ts';
import { languageRules } from './language-rules.ts';
import { purityRules } from './purity-rules.ts';
import { imagined } from './repository.ts';
import { explain } from './rule.ts';

const rules = [...importRules, ...purityRules, ...languageRules, ...formRules, ...documentRules];
const doc = '/** A promise. */\n';

/** In an imagined repository of these files, the rule (named by its beginning) finds exactly these places. */
type Sample = readonly [rule: string, files: { readonly [path: string]: string }, found: readonly string[]];

const samples: readonly Sample[] = [
  ['imports follow', { 'core/a.ts': `${doc}import { x } from '@sluice/api/x';` }, ['core/a.ts:2']],
  ['imports follow', { 'core/a.ts': `${doc}export * from '../blocks/runtime.ts';` }, ['core/a.ts:2']],
  [
    'imports follow',
    { 'core/a.ts': `${doc}export type A = import('@sluice/server/db').B;` },
    ['core/a.ts:2'],
  ],
  [
    'imports follow',
    { 'blocks/a/block.ts': `${doc}import { x } from '../../core/x.ts';` },
    ['blocks/a/block.ts:2'],
  ],
  [
    'imports follow',
    { 'widget/a.ts': `${doc}import type { A } from '@sluice/platforms/markdown';` },
    ['widget/a.ts:2'],
  ],
  ['imports follow', { 'cli/a.ts': `${doc}import { start } from '@sluice/server/main';` }, ['cli/a.ts:2']],
  ['imports follow', { 'cli/a.ts': `${doc}await import('@sluice/server/db/database');` }, ['cli/a.ts:2']],
  [
    'imports follow',
    {
      'blocks/a/block.ts': `${doc}import { x } from '@sluice/core/x';`,
      'widget/a.ts': `${doc}import type { A } from '@sluice/platforms/website/protocol';`,
      'cli/a.ts': `${doc}await import('@sluice/server/main');`,
      'server/a.test.ts': `${doc}import { fake } from '../test/fakes/fake.ts';`,
      'core/a.ts': `${doc}const text = "import { x } from '@sluice/api/x'";`,
    },
    [],
  ],
  [
    'blocks never',
    { 'blocks/a/block.ts': `${doc}import { b } from '../b/block.ts';` },
    ['blocks/a/block.ts:2'],
  ],
  ['blocks never', { 'blocks/runtime.ts': `${doc}import { b } from './b/block.ts';` }, []],
  [
    'platforms never',
    { 'platforms/website/a.ts': `${doc}import { b } from '@sluice/platforms/intercom/b';` },
    ['platforms/website/a.ts:2'],
  ],
  ['platforms never', { 'platforms/website/a.ts': `${doc}import type { P } from '../platform.ts';` }, []],
  ['core and blocks use', { 'core/a.ts': `${doc}import _ from 'lodash';` }, ['core/a.ts:2']],
  ['core and blocks use', { 'core/a.ts': `${doc}import { sha256 } from '@noble/hashes/sha2.js';` }, []],
  [
    'Node is used',
    { 'platforms/website/a.ts': `${doc}import { join } from 'node:path';` },
    ['platforms/website/a.ts:2'],
  ],
  ['Node is used', { 'widget/build.ts': `${doc}import { join } from 'node:path';` }, []],
  ['only features', { 'server/http/a.ts': `${doc}import { sql } from 'kysely';` }, ['server/http/a.ts:2']],
  [
    'only features',
    { 'server/features/flows/routes.ts': `${doc}import { sql } from 'kysely';` },
    ['server/features/flows/routes.ts:2'],
  ],
  [
    'only features',
    { 'server/features/flows/store.ts': `${doc}import { PGlite } from '@electric-sql/pglite';` },
    ['server/features/flows/store.ts:2'],
  ],
  [
    'only features',
    {
      'server/features/flows/store.ts': `${doc}import { sql } from 'kysely';`,
      'server/runner/turn.ts': `${doc}import { sql } from 'kysely';`,
      'server/features/flows/rows.ts': `${doc}import type { Selectable } from 'kysely';`,
      'server/db/database.ts': `${doc}import { PGlite } from '@electric-sql/pglite';`,
    },
    [],
  ],
  [
    'a workspace declares',
    {
      'server/package.json': '{ "dependencies": { "pino": "1.0.0" } }',
      'server/a.ts': `${doc}import { pino } from 'pino';\nimport { x } from 'left-pad/x';`,
    },
    ['server/a.ts:3'],
  ],
  [
    'core, blocks and platforms read',
    {
      'core/a.ts': `${doc}export const a = [\n  Date.now(),\n  new Date(),\n  Math.random(),\n  Date['now'](),\n];`,
      'platforms/website/a.ts': `${doc}export const load = () =>\n  fetch('x');`,
      'blocks/a/block.ts': `${doc}export const a = process.argv;`,
    },
    [
      'core/a.ts:3',
      'core/a.ts:4',
      'core/a.ts:5',
      'core/a.ts:6',
      'platforms/website/a.ts:3',
      'blocks/a/block.ts:2',
    ],
  ],
  [
    'core, blocks and platforms read',
    {
      'core/a.ts': `${doc}// Date.now() is never called\nexport const a = [new Date(0), Date.UTC(2026), state.process, "fetch()"];`,
      'platforms/website/client.ts': `${doc}export const load = () => fetch('x');`,
      'core/a.test.ts': `${doc}Date.now();`,
    },
    [],
  ],
  ['only server/config', { 'server/a.ts': `${doc}const home = process.env.HOME;` }, ['server/a.ts:2']],
  ['only server/config', { 'server/config.ts': `${doc}const home = process.env.HOME;` }, []],
  ['enums, namespaces', { 'core/a.ts': `${doc}enum A { B }` }, ['core/a.ts:2']],
  [
    'enums, namespaces',
    { 'core/a.ts': `${doc}class A {\n  constructor(private b: string) {}\n}` },
    ['core/a.ts:3'],
  ],
  ['enums, namespaces', { 'core/a.ts': `${doc}namespace A { export const b = 1; }` }, ['core/a.ts:2']],
  [
    'the compiler is never',
    { 'core/a.ts': `${doc}let a: any;\nconst b = a!;\n// @ts-ignore\n// any word will do` },
    ['core/a.ts:2', 'core/a.ts:3', 'core/a.ts:4'],
  ],
  [
    'the compiler is never',
    {
      'test/fakes/a.ts': `${doc}type A = ReturnType<typeof JSON.parse>;\ntype B = Parameters<typeof Reflect.get>[0];`,
      'core/b.ts': `${doc}type C = Awaited<ReturnType<Response['json']>>;\ntype D = ReturnType<typeof mine>;`,
    },
    ['test/fakes/a.ts:2', 'test/fakes/a.ts:3', 'core/b.ts:2'],
  ],
  ['a cast has', { 'core/a.ts': `${doc}\n\n\n\nconst a = b as string;` }, ['core/a.ts:6']],
  [
    'a cast has',
    { 'core/a.ts': `${doc}\n\n\n\nconst c = [1] as const;\n// Checked above.\nconst a = b as string;` },
    [],
  ],
  ['nothing has more', { 'core/a.ts': `${doc}type A<B, C, D> = [B, C, D];` }, ['core/a.ts:2']],
  ['there are no default', { 'core/a.ts': `${doc}export default 1;` }, ['core/a.ts:2']],
  ['there are no default', { 'core/a.ts': `${doc}const a = 1;\nexport { a as default };` }, ['core/a.ts:3']],
  ['there are no default', { 'vite.config.ts': `${doc}export default {};` }, []],
  ['types carry', { 'core/a.ts': `${doc}interface IPerson {}\ntype Input = 1;` }, ['core/a.ts:2']],
  ['no test is', { 'core/a.test.ts': `${doc}test.skip('a', () => {});` }, ['core/a.test.ts:2']],
  ['no file is longer', { 'core/a.ts': doc + 'a();\n'.repeat(400) }, ['core/a.ts:401']],
  ['no file is longer', { 'core/a.ts': doc + 'a();\n'.repeat(399) }, []],
  [
    'few files',
    Object.fromEntries(['a', 'b', 'c', 'd'].map((name) => [`core/${name}.ts`, doc + 'a();\n'.repeat(250)])),
    ['core/a.ts:251', 'core/b.ts:251', 'core/c.ts:251', 'core/d.ts:251'],
  ],
  [
    'files are kebab-case',
    {
      'core/flow-utils.ts': doc,
      'core/helpers/a.ts': doc,
      'core/FlowCheck.ts': doc,
      'core/flow-check.test.ts': doc,
    },
    ['core/flow-utils.ts:1', 'core/helpers/a.ts:1', 'core/FlowCheck.ts:1'],
  ],
  [
    'every file opens',
    { 'core/a.ts': '// A promise.\n', 'cli/a.mjs': `#!/usr/bin/env node\n${doc}` },
    ['core/a.ts:1'],
  ],
  [
    'a block is',
    {
      'blocks/a/block.ts': doc,
      'blocks/a/README.md': '',
      'blocks/a/examples.json': '',
      'blocks/a/block.test.ts': doc,
      'blocks/runtime.ts': doc,
    },
    // no face, no form, no transcript, and in none of the three lists
    Array(6).fill('blocks/a/block.ts:1'),
  ],
  ['a platform is', { 'platforms/website/platform.ts': doc }, ['platforms/website/platform.ts:1']],
  ['no tracked file names', { 'docs/a.md': `# A\nsee ${'/home'}/ann/sluice for more` }, ['docs/a.md:2']],
  ['no tracked file names', { 'docs/a.md': 'see https://example.com/home/ann/sluice, ./shop/it' }, []],
  [
    'links between',
    { 'docs/a.md': '# A b\n[one](b.md)\n[two](c.md)\n[three](#a-b)\n[four](b.md#none)', 'docs/b.md': '# B' },
    ['docs/a.md:3', 'docs/a.md:5'],
  ],
  [
    'links between',
    { 'docs/a.md': '```\n[x](none.md)\n```\n`[y](none.md)` [z](https://example.com/none)' },
    [],
  ],
  [
    'a decision record',
    { 'docs/decisions/0001-a.md': `## Context\n## Decision\n## Consequences${'\n'.repeat(40)}x` },
    ['docs/decisions/0001-a.md:41'],
  ],
  [
    'a decision record',
    { 'docs/decisions/one.md': '## Context\n## Decision\n' },
    ['docs/decisions/one.md:1', 'docs/decisions/one.md:1'],
  ],
];

const ruleNamed = (beginning: string) => rules.filter((rule) => rule.name.startsWith(beginning));

describe('a rule of the house', () => {
  test.each(samples)('“%s…” finds exactly what it must (sample %#)', (beginning, files, found) => {
    const [rule] = ruleNamed(beginning);
    const findings = rule?.find(imagined(files)) ?? [];
    expect(findings.map((finding) => `${finding.path}:${finding.line}`)).toEqual(found);
  });

  test('is shown at work by a sample that breaks it', () => {
    const shown = samples
      .filter(([, , found]) => found.length > 0)
      .flatMap(([beginning]) => ruleNamed(beginning));
    expect(rules.filter((rule) => !shown.includes(rule)).map((rule) => rule.name)).toEqual([]);
  });

  test('says when it is broken which rule it is, where, and why it exists', () => {
    const rule = { name: 'doors are closed', why: 'heat escapes.', find: () => [] };
    expect(explain(rule, [{ path: 'core/a.ts', line: 7, says: 'open' }])).toBe(
      'Broken rule: doors are closed\nWhy it exists: heat escapes.\n  core/a.ts:7  open',
    );
  });
});
