/** `npm test`: types, lint and every test, each with its time; the last line is `N passed, N failed` and nothing else. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createVitest } from 'vitest/node';
import { ensureChromium } from './chromium.ts';
import { type Count, combine, countRun, lastLine } from './count.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** Tests in these folders drive a browser. */
const NEEDS_BROWSER = /\/journeys\//;

const seconds = (since: number): string => `${((Date.now() - since) / 1000).toFixed(1)} s`;

const report = (name: string, passed: boolean, since: number): Count => {
  console.log(`${passed ? 'pass' : 'FAIL'}  ${name} (${seconds(since)})`);
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 };
};

/** Runs a tool of node_modules; its output is shown in full when it fails. */
const check = (name: string, tool: string, args: readonly string[]): Count => {
  const since = Date.now();
  const ran = spawnSync(`${ROOT}node_modules/.bin/${tool}`, args, {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (ran.status !== 0) console.log(`${ran.stdout ?? ''}${ran.stderr ?? ''}${ran.error?.message ?? ''}`);
  return report(name, ran.status === 0, since);
};

const runTests = async (filters: readonly string[]): Promise<Count> => {
  const since = Date.now();
  const vitest = await createVitest({ root: ROOT, run: true, watch: false, reporters: ['default'] });
  try {
    const specifications = await vitest.globTestSpecifications([...filters]);
    if (specifications.length === 0) {
      console.log(`No test file matches ${filters.join(', ') || 'the configuration'}.`);
      return report('tests', false, since);
    }
    const browser = browserCheck(specifications.map((specification) => specification.moduleId));
    const run = await vitest.start([...filters]);
    const tests = countRun(run.testModules, run.unhandledErrors.length);
    report(`tests (${specifications.length} files)`, tests.failed === 0, since);
    return combine([browser, tests]);
  } catch (error) {
    console.log(error);
    return report('tests', false, since);
  } finally {
    await vitest.close();
  }
};

/** Counts only when it fails: a browser that is there is no promise of ours. */
const browserCheck = (files: readonly string[]): Count => {
  const since = Date.now();
  const problem = files.some((file) => NEEDS_BROWSER.test(file)) ? ensureChromium() : undefined;
  if (problem === undefined) return { passed: 0, failed: 0, skipped: 0 };
  console.log(problem);
  return report('chromium', false, since);
};

const filters = process.argv.slice(2);
const counts = [
  check('types (tsc -b)', 'tsc', ['-b', '--pretty', 'false']),
  check('lint and format (biome check)', 'biome', ['check', '--colors=off', '--max-diagnostics=none', '.']),
];
counts.push(await runTests(filters));

const total = combine(counts);
if (total.skipped > 0) console.log(`${total.skipped} skipped: a skipped test is a promise nobody checks.`);
// The exit waits for the write: a pipe would otherwise lose the last line.
process.stdout.write(`\n${lastLine(total)}\n`, () => process.exit(total.failed === 0 ? 0 : 1));
