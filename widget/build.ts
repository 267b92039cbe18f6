/** Bundles the widget: `node widget/build.ts [--if-stale]` writes dist/loader.js, dist/widget-<hash>.js (each with .gz) and dist/manifest.json. */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, type InlineConfig } from 'vite';

const HERE = import.meta.dirname;
const DIST = join(HERE, 'dist');

/** What `dist/manifest.json` says: the loader is served as /widget.js, the panel as /widget/<panel>. */
export type Manifest = { readonly loader: string; readonly panel: string };

/** The classic call is smaller than the runtime module; the loader has no elements and gets neither. */
const ELEMENTS = {
  // Said outright: under a test runner the bundler would take the debugging calls.
  jsx: { runtime: 'classic', pragma: 'h', pragmaFrag: 'Fragment', development: false },
  jsxInject: "import { h, Fragment } from 'preact'",
} as const;

const bundle = async (
  entry: string,
  format: 'iife' | 'es',
  define: Record<string, string>,
): Promise<string> => {
  const config: InlineConfig = {
    configFile: false,
    root: HERE,
    logLevel: 'warn',
    define,
    mode: 'production',
    ...(format === 'es' && { oxc: ELEMENTS }),
    build: {
      write: false,
      target: ['chrome111', 'safari16.4', 'firefox115'],
      modulePreload: false,
      lib: { entry: join(HERE, entry), formats: [format], name: 'SluiceLoader', fileName: 'out' },
      rolldownOptions: { output: { minify: true } },
    },
  };
  const result = await build(config);
  const outputs = Array.isArray(result) ? result : [result];
  for (const output of outputs) {
    if (!('output' in output)) continue;
    const chunk = output.output.find((part) => part.type === 'chunk');
    if (chunk) return chunk.code;
  }
  throw new Error(`${entry} gave no bundle`);
};

/** Names are written last and by renaming, so that a server or a second build never sees half of it. */
const place = async (name: string, text: string | Buffer): Promise<void> => {
  const beside = join(DIST, `.${name}.${process.pid}`);
  await writeFile(beside, text);
  await rename(beside, join(DIST, name));
};

export const buildWidget = async (): Promise<Manifest> => {
  const panelCode = await bundle('mount.tsx', 'es', {});
  const hash = createHash('sha256').update(panelCode).digest('hex').slice(0, 12);
  const panel = `widget-${hash}.js`;
  const loaderCode = await bundle('loader.ts', 'iife', { PANEL_FILE: JSON.stringify(panel) });
  await mkdir(DIST, { recursive: true });
  for (const [name, code] of [
    [panel, panelCode],
    ['loader.js', loaderCode],
  ] as const) {
    await place(name, code);
    await place(`${name}.gz`, gzipSync(code, { level: 9 })); // for servers that send files as they lie
  }
  await place('manifest.json', `${JSON.stringify({ loader: 'loader.js', panel } satisfies Manifest)}\n`);
  for (const name of await readdir(DIST)) {
    if (name.startsWith('widget-') && !name.startsWith(panel)) await rm(join(DIST, name), { force: true });
  }
  return { loader: 'loader.js', panel };
};

/** True when dist is missing or a source is newer. */
export const isStale = async (): Promise<boolean> => {
  const built = await stat(join(DIST, 'manifest.json')).catch(() => null);
  if (!built) return true;
  const sources = (await readdir(HERE, { recursive: true })).filter(
    (name) => /\.(ts|tsx|css)$/.test(name) && !/^(dist|node_modules)\b|\.test\.ts$/.test(name),
  );
  for (const name of [...sources, '../platforms/website/protocol.ts']) {
    if ((await stat(join(HERE, name))).mtimeMs > built.mtimeMs) return true;
  }
  return false;
};

/** The manifest of an up-to-date build; builds when it must. */
export const freshWidget = async (): Promise<Manifest> => {
  if (await isStale()) return buildWidget();
  // Written by buildWidget above, which gives it this shape.
  return JSON.parse(await readFile(join(DIST, 'manifest.json'), 'utf8')) as Manifest;
};

if (import.meta.main) await (process.argv.includes('--if-stale') ? freshWidget() : buildWidget());
