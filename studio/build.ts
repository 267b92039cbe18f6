/** Bundles the studio: `node studio/build.ts` writes dist/ with index.html, hashed assets, each with a .gz beside it. */
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';

const DIST = join(import.meta.dirname, 'dist');
const COMPRESSED = /\.(js|css|svg)$/;

/** Built beside and moved into place, so that a running server never sends half of a release. */
export const buildStudio = async (): Promise<void> => {
  const beside = `${DIST}.${process.pid}`;
  await build({
    configFile: join(import.meta.dirname, 'vite.config.ts'),
    logLevel: 'warn',
    build: { outDir: beside, emptyOutDir: true },
  });
  for (const name of await readdir(join(beside, 'assets'))) {
    if (!COMPRESSED.test(name)) continue;
    const file = join(beside, 'assets', name);
    await writeFile(`${file}.gz`, gzipSync(await readFile(file), { level: 9 }));
  }
  await rm(DIST, { recursive: true, force: true });
  await rename(beside, DIST);
};

if (import.meta.main) await buildStudio();
