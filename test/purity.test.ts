/** The core cannot reach the world: clocks, networks and machines are compile errors there, not matters of discipline. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What must not compile, each on a line of its own. */
const WORLD = [
  "fetch('https://example.com');",
  'setTimeout(() => {}, 1);',
  "console.log('x');",
  'process.exit();',
  'crypto.randomUUID();',
  "new URL('https://example.com');",
  'new TextEncoder();',
  "import { readFileSync } from 'node:fs';",
];
const PURE = 'export const largest: number = Math.max(1, 2);';

describe.each(['core', 'blocks'])('%s', (workspace) => {
  let folder = '';
  let output = '';

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'sluice-purity-'));
    writeFileSync(join(folder, 'probe.ts'), [...WORLD, PURE].join('\n'));
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    const config = join(folder, 'tsconfig.json');
    // The workspace's own sources are compiled along, so that nothing they import may bring the world with it.
    writeFileSync(
      config,
      JSON.stringify({
        extends: join(root, workspace, 'tsconfig.json'),
        compilerOptions: { composite: false, noEmit: true, emitDeclarationOnly: false, rootDir: '/' },
        include: [join(root, workspace, '**/*.ts')],
        exclude: [join(root, '**/*.test.ts')],
        files: [join(folder, 'probe.ts')],
        references: workspace === 'core' ? [] : [{ path: join(root, 'core') }],
      }),
    );
    try {
      const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
      execFileSync(process.execPath, [tsc, '-p', config, '--pretty', 'false'], { encoding: 'utf8' });
    } catch (error) {
      output =
        typeof error === 'object' && error !== null && 'stdout' in error
          ? String(error.stdout)
          : String(error);
    }
  }, 120_000);

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each(WORLD.map((line, index) => [line, index + 1] as const))('does not compile %s', (_, line) => {
    expect(output).toMatch(new RegExp(`^\\S*probe\\.ts\\(${line},`, 'm'));
  });

  test('compiles what is pure', () => {
    expect(output).not.toContain(`probe.ts(${WORLD.length + 1},`);
  });
});
