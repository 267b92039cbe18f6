/** What the studio's pages load, as a browser with an empty cache loads them from the real server. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { buildStudio } from '../studio/build.ts';
import { launchBrowser } from '../test/fakes/browser.ts';
import { ADMIN, openSignedIn } from '../test/fakes/signed-in.ts';
import { apiOf, sendTo } from '../test/fakes/site.ts';
import { startSluice } from '../test/fakes/sluice-process.ts';

const ASSETS = join(import.meta.dirname, '../studio/dist/assets');

/** A group on the canvas. */
const NODE = '.react-flow__node';

/** Bytes over the line. */
export type PageWeight = { readonly name: string; readonly code: number; readonly fonts: number };
export type Chunk = { readonly name: string; readonly bytes: number };

export type StudioWeight = {
  /** The first is what one meets first. */
  readonly pages: readonly PageWeight[];
  /** Scripts that the first page does not load, the heaviest first. */
  readonly lazy: readonly Chunk[];
};

type Loaded = { readonly file: string; readonly bytes: number };

export const studioWeight = async (): Promise<StudioWeight> => {
  await buildStudio();
  const sluice = await startSluice({ SLUICE_DEMO: 'on', ...ADMIN });
  const browser = await launchBrowser();
  try {
    const api = apiOf(
      sendTo(() => sluice.url),
      sluice.apiKey,
    );
    const [flow] = (await api('GET', '/flows')).items;
    const pages: Readonly<Record<string, { readonly path: string; readonly shows: string }>> = {
      Home: { path: '', shows: 'h1' },
      Flows: { path: 'flows', shows: 'h1' },
      'Flow Editor': { path: `flows/${flow?.id}`, shows: NODE },
      'A version on the canvas': { path: `flows/${flow?.id}/versions/2`, shows: NODE },
    };
    const weighed: { readonly name: string; readonly loaded: readonly Loaded[] }[] = [];
    for (const [name, { path, shows }] of Object.entries(pages)) {
      const { context, page, at } = await openSignedIn(browser, sluice);
      await page.goto(at(path));
      await page.locator(shows).first().waitFor();
      await page.waitForLoadState('networkidle');
      weighed.push({ name, loaded: await loadedBy(page) });
      await context.close();
    }
    const first = new Set(weighed[0]?.loaded.map(({ file }) => file));
    return {
      pages: weighed.map(({ name, loaded }) => ({
        name,
        code: sum(loaded.filter(({ file }) => !isFont(file))),
        fonts: sum(loaded.filter(({ file }) => isFont(file))),
      })),
      lazy: (await chunks()).filter(({ file }) => !first.has(file)).map(nameChunk),
    };
  } finally {
    await browser.close();
    await sluice.remove();
  }
};

/** The page itself and all its files; answers of the API are no part of it. */
const loadedBy = (page: Page): Promise<readonly Loaded[]> =>
  page.evaluate(() =>
    [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
      // Both kinds are what they were asked for.
      .map((entry) => entry as PerformanceResourceTiming)
      .map(({ name, encodedBodySize }) => ({
        path: new URL(name).pathname,
        bytes: encodedBodySize,
      }))
      .filter(({ path }) => !path.startsWith('/api/'))
      .map(({ path, bytes }) => ({ file: path.split('/').at(-1) ?? '', bytes })),
  );

const chunks = async (): Promise<readonly Loaded[]> => {
  const files = (await readdir(ASSETS)).filter((file) => file.endsWith('.js.gz'));
  const sized = await Promise.all(
    files.map(async (file) => ({ file: file.slice(0, -3), bytes: (await stat(join(ASSETS, file))).size })),
  );
  return sized.toSorted((a, b) => b.bytes - a.bytes);
};

/** "editor-page-C0wm_1a2.js" → "editor-page". */
const nameChunk = ({ file, bytes }: Loaded): Chunk => ({ name: file.replace(/-[\w-]{8}\.js$/, ''), bytes });
const isFont = (file: string): boolean => file.endsWith('.woff2');
const sum = (loaded: readonly Loaded[]): number => loaded.reduce((all, { bytes }) => all + bytes, 0);
