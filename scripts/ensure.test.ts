/** Preparing a clone, on small imagined clones with a fake npm. */
import { spawn } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';

/** Notes each call, and installs what the product cannot run without: a Node. */
const FAKE_NPM = `
const fs = require('node:fs');
fs.appendFileSync('npm-calls', process.argv.slice(2).join(' ') + '\\n');
if (fs.existsSync('registry-down')) { console.error('npm error network'); process.exit(1); }
Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
fs.rmSync('node_modules', { recursive: true, force: true });
fs.mkdirSync('node_modules/.bin', { recursive: true });
if (!fs.existsSync('no-node-for-us')) fs.symlinkSync(process.execPath, 'node_modules/.bin/node');
`;

type Ran = { readonly code: number | null; readonly out: string; readonly err: string };

const clones: string[] = [];
afterEach(async () => {
  await Promise.all(clones.splice(0).map((path) => rm(path, { recursive: true, force: true })));
});

const makeClone = async () => {
  const root = await mkdtemp(join(tmpdir(), 'sluice-clone-'));
  clones.push(root);
  const write = (name: string, text: string) => writeFile(join(root, name), text);
  await mkdir(join(root, 'scripts'));
  await copyFile(
    fileURLToPath(new URL('./ensure.mjs', import.meta.url)),
    join(root, 'scripts', 'ensure.mjs'),
  );
  await write('package-lock.json', '{ "packages": {} }');
  await write('npm-cli.js', FAKE_NPM);
  const run = (): Promise<Ran> =>
    new Promise((resolve) => {
      const env = {
        ...process.env,
        npm_execpath: join(root, 'npm-cli.js'),
        npm_node_execpath: process.execPath,
      };
      const child = spawn(process.execPath, [join(root, 'scripts', 'ensure.mjs')], { cwd: root, env });
      let out = '';
      let err = '';
      child.stdout.on('data', (chunk) => {
        out += chunk;
      });
      child.stderr.on('data', (chunk) => {
        err += chunk;
      });
      child.on('close', (code) => resolve({ code, out, err }));
    });
  const installs = async (): Promise<number> => {
    const calls = await readFile(join(root, 'npm-calls'), 'utf8').catch(() => '');
    return calls.split('\n').filter((line) => line.startsWith('ci ')).length;
  };
  return { root, write, run, installs };
};

describe('preparing a clone', () => {
  test('installs what the lockfile says, in one line before and one after', async () => {
    const clone = await makeClone();
    const ran = await clone.run();
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out).toMatch(/^sluice: installing .+\nsluice: packages installed in [\d.]+ s\.\n$/);
  });

  test('says and does nothing when all is there', async () => {
    const clone = await makeClone();
    await clone.run();
    expect(await clone.run()).toEqual({ code: 0, out: '', err: '' });
    expect(await clone.installs()).toBe(1);
  });

  test('installs again when the lockfile has changed', async () => {
    const clone = await makeClone();
    await clone.run();
    await clone.write('package-lock.json', '{ "packages": { "node_modules/a": { "version": "1.0.0" } } }');
    await clone.run();
    expect(await clone.installs()).toBe(2);
  });

  test('takes over what somebody installed by hand, when it matches the lockfile', async () => {
    const clone = await makeClone();
    await clone.run();
    await rm(join(clone.root, 'node_modules', '.sluice-stamp'));
    await clone.write('node_modules/.package-lock.json', '{ "packages": {} }');
    expect(await clone.run()).toEqual({ code: 0, out: '', err: '' });
    await rm(join(clone.root, 'node_modules', '.sluice-stamp'));
    await clone.write('package-lock.json', '{ "packages": { "node_modules/a": { "version": "1.0.0" } } }');
    await clone.run();
    expect(await clone.installs()).toBe(2);
  });

  test('takes turns when two start at once', async () => {
    const clone = await makeClone();
    const both = await Promise.all([clone.run(), clone.run()]);
    expect(both.map((ran) => ran.code)).toEqual([0, 0]);
    expect(await clone.installs()).toBe(1);
  });

  test('is not held up by a guard whose process was killed', async () => {
    const clone = await makeClone();
    await mkdir(join(clone.root, '.cache'));
    // Above the largest process id there is.
    await clone.write('.cache/ensure.lock', '999999999');
    expect((await clone.run()).code).toBe(0);
  });

  test('stops with npm’s own words and a sentence when the registry is out of reach', async () => {
    const clone = await makeClone();
    await clone.write('registry-down', '');
    const ran = await clone.run();
    expect(ran.code).toBe(1);
    expect(ran.err).toMatch(/npm error network\nsluice: npm ci failed \(exit 1\)/);
    await rm(join(clone.root, 'registry-down'));
    expect((await clone.run()).code).toBe(0);
  });

  test('stops with a sentence when npm left out the Node for this platform', async () => {
    const clone = await makeClone();
    await clone.write('no-node-for-us', '');
    const ran = await clone.run();
    expect(ran.code).toBe(1);
    expect(ran.err).toMatch(/Node 26 did not arrive for .+ \(found none\)/);
  });
});
