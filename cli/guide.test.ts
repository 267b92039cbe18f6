import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'sluice-guide-'));
symlinkSync(join(ROOT, 'examples'), join(folder, 'examples'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Example = { readonly command: string; readonly shows: string };

/** Sessions as a reader would copy them: `$ ` begins a command, `> ` goes on with it, the rest is what it shows. */
const examplesIn = (markdown: string): readonly Example[] =>
  [...markdown.matchAll(/^```console\n([\s\S]*?)^```$/gm)].flatMap(([, session = '']) =>
    session
      .split(/^\$ /m)
      .slice(1)
      .map((part) => {
        const [first = '', ...rest] = part.trimEnd().split('\n');
        const more = rest.filter((line) => line.startsWith('> ')).map((line) => line.slice(2));
        const shows = rest.filter((line) => !line.startsWith('> ')).join('\n');
        return { command: [first, ...more].join('\n'), shows };
      }),
  );

/** The documents say `npx sluice`; npx finds the same bin, after a second of its own. */
const shell = (command: string) =>
  spawnSync('sh', ['-c', command.replaceAll('npx sluice', '"$NODE" "$SLUICE"')], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, NODE: process.execPath, SLUICE: join(ROOT, 'cli', 'sluice.mjs') },
  });

describe('the guide of the command line', () => {
  const examples = examplesIn(readFileSync(join(ROOT, 'docs', 'cli.md'), 'utf8'));

  test('shows every verb that works on files', () => {
    for (const verb of ['check', 'run', 'test', 'draw', 'match', 'decide'])
      expect(examples.some(({ command }) => command.includes(`npx sluice ${verb} `))).toBe(true);
  });

  test.each(examples)('$command', ({ command, shows }) => {
    const { stdout, stderr } = shell(command);
    // Problems are told a second time on standard error, for people; check's examples show the list alone.
    const told = command.includes('sluice check') ? stdout : stdout + stderr;
    expect(told.trimEnd()).toBe(shows);
  });
});

test('the README’s example prints a transcript', () => {
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
  const command = readme.split('\n').find((line) => line.includes('npx sluice run ')) ?? '';
  const { stdout, status } = shell(command);
  expect({ status, transcript: JSON.parse(stdout) }).toMatchObject({
    status: 0,
    transcript: { status: 'waiting' },
  });
});
