/** A new block is whole from the first moment: it compiles, keeps the rules, and its transcript runs. */
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { replay, transcriptsIn } from '@sluice/blocks/transcript';
import type { FlowDocument } from '@sluice/core/flow/document';
import type { BlockLibrary } from '@sluice/core/interpreter/block';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formRules } from '../test/architecture/form-rules.ts';
import { importRules } from '../test/architecture/import-rules.ts';
import { languageRules } from '../test/architecture/language-rules.ts';
import { purityRules } from '../test/architecture/purity-rules.ts';
import { imagined } from '../test/architecture/repository.ts';
import { explain } from '../test/architecture/rule.ts';
import { BARRELS, constantOf, type Files, newBlock } from './new-block.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const barrels: Files = Object.fromEntries(
  await Promise.all(
    Object.keys(BARRELS).map(async (path) => [path, await readFile(join(ROOT, path), 'utf8')] as const),
  ),
);

const made = (name: string): Files => {
  const files = newBlock(name, barrels);
  if (!files.ok) throw new Error(files.problems[0]?.says);
  return files.value;
};

describe('a new block', () => {
  const files = made('good-day');
  let folder = '';

  beforeAll(async () => {
    // Inside the repository, so that @sluice/core is found; in a folder that git does not see.
    await mkdir(join(ROOT, '.cache'), { recursive: true });
    folder = await mkdtemp(join(ROOT, '.cache', 'new-block-'));
    const shared = await readFile(join(ROOT, 'blocks/fake-context.ts'), 'utf8');
    const tsconfig = {
      extends: '../../tsconfig.base.json',
      compilerOptions: { composite: false, emitDeclarationOnly: false, noEmit: true },
      include: ['blocks/good-day', 'blocks/fake-context.ts'],
    };
    const all = { ...files, 'blocks/fake-context.ts': shared, 'tsconfig.json': JSON.stringify(tsconfig) };
    for (const [path, text] of Object.entries(all)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('is a whole folder and keeps the rules of the house', () => {
    const house = imagined(files);
    const broken = [...importRules, ...purityRules, ...languageRules, ...formRules]
      .map((rule) => ({ rule, findings: rule.find(house).filter(({ path }) => path.includes('good-day')) }))
      .filter(({ findings }) => findings.length > 0)
      .map(({ rule, findings }) => explain(rule, findings));
    expect(broken).toEqual([]);
  });

  test('compiles under the compiler’s strictest eye', () => {
    const ran = spawnSync(join(ROOT, 'node_modules/.bin/tsc'), ['-p', folder], { encoding: 'utf8' });
    expect(ran.stdout).toBe('');
    expect(ran.status).toBe(0);
  });

  test.each([
    'block.ts',
    'face.ts',
    'form.ts',
    'block.test.ts',
    '../runtime.ts',
    '../faces.ts',
    '../forms.ts',
  ])('is formatted and linted: %s', (name) => {
    const path = join('blocks/good-day', name);
    const args = ['check', '--write', `--stdin-file-path=${path}`];
    const ran = spawnSync(join(ROOT, 'node_modules/.bin/biome'), args, {
      cwd: ROOT,
      encoding: 'utf8',
      input: files[path],
    });
    expect(ran.stdout).toBe(files[path]);
  });

  test('has a transcript that runs', async () => {
    const module: Record<string, { type: string }> = await import(
      pathToFileURL(join(folder, 'blocks/good-day/block.ts')).href
    );
    const definition = module[constantOf('good-day')];
    // A library of one block: its definition is typed by its own settings, as in the barrel.
    const library = new Map([['good-day', definition]]) as unknown as BlockLibrary;
    const { flows } = JSON.parse(files['blocks/good-day/examples.json'] ?? '') as {
      flows: Record<string, FlowDocument>;
    };
    const [greeting] = transcriptsIn(files['blocks/good-day/transcript.md'] ?? '');
    const flow = flows[greeting?.flow ?? ''];
    if (!greeting || !flow) throw new Error('the transcript names no flow');
    expect(replay(flow, library, greeting.lines)).toEqual(greeting.lines);
  });

  test.each([
    ['blocks/runtime.ts', 'goodDay', 'block.ts'],
    ['blocks/faces.ts', 'goodDayFace', 'face.ts'],
    ['blocks/forms.ts', 'goodDayForm', 'form.ts'],
  ])('is listed in %s by one import in order and one line at the end', (barrel, constant, file) => {
    const line = `import { ${constant} } from './good-day/${file}';`;
    const before = (barrels[barrel] ?? '').split('\n');
    const after = (files[barrel] ?? '').split('\n');
    expect(after.filter((each) => !before.includes(each))).toEqual([line, `  ${constant},`]);
    const imports = after.filter((each) => each.includes("from './"));
    expect(imports.indexOf(line)).toBe(imports.findIndex((each) => each.includes('./handoff/')) - 1);
  });
});

describe('a name for a block', () => {
  test('becomes a constant, also when it is a word of the language', () => {
    expect(constantOf('set-a-variable')).toBe('setAVariable');
    expect(constantOf('return')).toBe('returnBlock');
  });

  test.each(['MyBlock', 'my_block', '-block', '2nd', '', '../core'])('is refused when it is “%s”', (name) => {
    expect(newBlock(name, barrels)).toMatchObject({ ok: false, problems: [{ code: 'bad-name' }] });
  });

  test('is refused when it is taken', () => {
    expect(newBlock('message', barrels)).toMatchObject({ ok: false, problems: [{ code: 'exists' }] });
  });
});
