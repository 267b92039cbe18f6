/** `npm run bench`: installs what Sluice is measured against, then measures; names of sections run only those. */
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ensureChromium } from './chromium.ts';

const BENCH = join(import.meta.dirname, '../bench');

const run = (program: string, args: readonly string[]): void => {
  const ran = spawnSync(program, args, { cwd: BENCH, stdio: 'inherit', shell: process.platform === 'win32' });
  if (ran.status !== 0) process.exit(ran.status ?? 1);
};

/** npm writes this file at the end of every installation. */
const stamp = join(BENCH, 'node_modules/.package-lock.json');
const lock = join(BENCH, 'package-lock.json');
if (!existsSync(stamp) || statSync(stamp).mtimeMs < statSync(lock).mtimeMs) {
  console.log('bench: installing the peers (about a minute)…');
  run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund']);
}
const problem = ensureChromium();
if (problem !== undefined) {
  console.error(problem);
  process.exit(1);
}
run(process.execPath, [
  '--disable-warning=ExperimentalWarning',
  '--expose-gc',
  join(BENCH, 'run.ts'),
  ...process.argv.slice(2),
]);
