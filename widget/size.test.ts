import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, expect, it } from 'vitest';
import { freshWidget } from './build.ts';

const files = { loader: '', panel: '' };

beforeAll(async () => {
  const manifest = await freshWidget();
  for (const name of ['loader', 'panel'] as const) {
    files[name] = await readFile(join(import.meta.dirname, 'dist', manifest[name]), 'utf8');
  }
});

const size = (text: string): number => gzipSync(text, { level: 9 }).length;

it('the loader is at most 2 KB, and all that is loaded until the panel works at most 20 KB (gzip)', () => {
  const loader = size(files.loader);
  const all = loader + size(files.panel); // styles are inside the panel's file
  console.log(`widget: loader ${loader} B, first load ${all} B gzip`);
  expect(loader).toBeLessThanOrEqual(2_000);
  expect(all).toBeLessThanOrEqual(20_000);
});

it('the loader knows the panel by the name it has', async () => {
  const { panel } = await freshWidget();
  expect(files.loader).toContain(panel);
});

it('no code from text, no foreign address, no messages between windows', () => {
  for (const code of Object.values(files)) {
    expect(code).not.toMatch(
      /\beval\(|new Function|innerHTML\s*=\s*[`"']|postMessage|addEventListener\([`"']message/,
    );
    const addresses = [...code.matchAll(/https?:\/\/[\w.-]+/g)].map(([address]) => address);
    expect(addresses.filter((address) => address !== 'http://www.w3.org')).toEqual([]); // XML names, never fetched
  }
});
