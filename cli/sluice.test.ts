import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { drawNumber } from '@sluice/core/rollout/draw';
import { describe, expect, test } from 'vitest';

const BIN = fileURLToPath(new URL('sluice.mjs', import.meta.url));
const EXAMPLE = fileURLToPath(new URL('../examples/flows/customer-support.json', import.meta.url));

type Ended = {
  readonly code: number | null;
  readonly signal: string | null;
  readonly out: string;
  readonly err: string;
};

/** Starts the bin as a shell would; `ended` resolves when it and its streams are done. */
const sluice = (args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
  const child = spawn(process.execPath, [BIN, ...args], { env: { ...process.env, ...env } });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  child.stdin.on('error', () => {}); // it may end before it has read everything
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal, out, err }));
  });
  return { child, ended, said: () => out };
};

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });

describe('the bin', () => {
  test('passes arguments, standard input and output on, and exits 0', async () => {
    const { child, ended } = sluice(['run', EXAMPLE, '--inputs', '-']);
    child.stdin.end('["hi"]');
    const { code, out, err } = await ended;
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(JSON.parse(out)).toMatchObject({ status: 'waiting', turns: [{ input: null }, { input: 'hi' }] });
  });

  test('exits 1 with problems, although standard input is still open', async () => {
    const { child, ended } = sluice(['draw', 'seed']);
    child.stdin.write(Buffer.from('ann\n\xff\n', 'latin1'));
    expect(await ended).toMatchObject({ code: 1, out: `${drawNumber('seed', 'ann')}\n` });
  });

  test('exits 2 for wrong usage, without waiting for input', async () => {
    const { code, out, err } = await sluice(['draw', 'seed', '--share', '101']).ended;
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('usage --share: ');
  });

  test('answers as it is asked, line by line', async () => {
    const { child, ended, said } = sluice(['draw', 'seed']);
    for (const key of ['ann', 'ben']) {
      child.stdin.write(`${key}\n`);
      await new Promise((resolve) => child.stdout.once('data', resolve));
      expect(said().endsWith(`${drawNumber('seed', key)}\n`)).toBe(true);
    }
    child.stdin.end();
    expect((await ended).code).toBe(0);
  });

  test('a reader who has enough ends it quietly', async () => {
    const { child, ended } = sluice(['draw', 'seed']);
    child.stdout.once('data', () => child.stdout.destroy());
    const more = () => {
      while (child.stdin.writable && child.stdin.write('ann\n'.repeat(10_000)));
    };
    child.stdin.on('drain', more);
    more();
    expect(await ended).toMatchObject({ code: 0, err: '' });
  });

  test('answers 100,000 people in a moment, in order', async () => {
    const { child, ended } = sluice(['draw', 'seed', '--share', '50']);
    const keys = Array.from({ length: 100_000 }, (_, i) => `user-${i}`);
    child.stdin.end(`${keys.join('\n')}\n`);
    const { code, out } = await ended;
    const lines = out.trimEnd().split('\n');
    expect({ code, lines: lines.length }).toEqual({ code: 0, lines: keys.length });
    expect(lines.every((line, i) => line.startsWith(`${drawNumber('seed', keys[i] ?? '')} `))).toBe(true);
  });

  test('start runs the server until it is told to stop', async () => {
    const data = mkdtempSync(join(tmpdir(), 'sluice-start-'));
    const port = await freePort();
    const { child, ended, said } = sluice(['start'], { PORT: String(port), DATA_DIR: data });
    await new Promise<void>((resolve) => {
      child.stdout.on('data', () => {
        if (said().includes(String(port))) resolve();
      });
      ended.then(() => resolve());
    });
    const answer = await fetch(`http://127.0.0.1:${port}/healthz`);
    child.kill('SIGTERM');
    const { code, signal } = await ended;
    rmSync(data, { recursive: true, force: true });
    expect({ status: answer.status, code, signal }).toEqual({ status: 200, code: 0, signal: null });
  });

  test('start answers a bad setting with one line and exit 1', async () => {
    const { code, out, err } = await sluice(['start'], { PORT: 'many' }).ended;
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^\S+ PORT: [^\n]+\n$/);
  });

  test.runIf(process.platform !== 'win32')('ends by the signal that ended the Node it runs', async () => {
    const { child, ended } = sluice(['draw', 'seed']);
    child.stdin.write('ann\n');
    await new Promise((resolve) => child.stdout.once('data', resolve));
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: null, signal: 'SIGTERM' });
  });
});
