/** (d) What a page loads to show a chat, and how soon the bot speaks. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { launchBrowser, openTab } from '../test/fakes/browser.ts';
import { demoPage } from '../test/fakes/demo-page.ts';
import { startSluice } from '../test/fakes/sluice-process.ts';
import { freshWidget } from '../widget/build.ts';
import { installed, type PeerPackage, peerPackage, versionOf } from './peers.ts';
import { median } from './rounds.ts';
import { count, type Section, times } from './section.ts';

const ROUNDS = 7;

const gzipped = (text: string | Uint8Array): number => gzipSync(text, { level: 9 }).length;

const IMPORTS = /(?:\bfrom|\bimport)\s*["'](\.\/[^"']+)["']/g;

/** A file and all it imports at once, as a browser fetches them; what it imports later, on demand, is not counted. */
const withImports = (file: string, seen = new Set<string>()): readonly string[] => {
  if (seen.has(file)) return [];
  seen.add(file);
  const text = readFileSync(file, 'utf8');
  const imported = [...text.matchAll(IMPORTS)].map(([, path = '']) => join(dirname(file), path));
  return [text, ...imported.flatMap((each) => withImports(each, seen))];
};

type Weight = {
  readonly name: string;
  readonly loads: string;
  readonly files: readonly (string | Uint8Array)[];
};

const peer = (name: PeerPackage, entry: string, styles?: string): Weight => {
  const folder = peerPackage(name);
  const files = withImports(join(folder, entry));
  return {
    name: `${name} ${versionOf(folder)}`,
    loads: [entry, ...(styles === undefined ? [] : [styles])].join(' + '),
    files: styles === undefined ? files : [...files, readFileSync(join(folder, styles), 'utf8')],
  };
};

/** A React component has no script tag: the smallest page that shows it, bundled with React for production. */
const reactChatbotify = async (): Promise<Weight> => {
  const page = `
    import { createElement } from 'react';
    import { createRoot } from 'react-dom/client';
    import ChatBot from 'react-chatbotify';
    createRoot(document.body).render(createElement(ChatBot));`;
  const entry = '\0page';
  const built = await build({
    root: import.meta.dirname,
    configFile: false,
    logLevel: 'silent',
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [
      {
        name: 'page',
        resolveId: (id) => (id === 'page' ? entry : null),
        load: (id) => (id === entry ? page : null),
      },
    ],
    build: { write: false, minify: true, rollupOptions: { input: 'page' } },
  });
  const outputs = Array.isArray(built) ? built : [built];
  const files = outputs.flatMap((each) =>
    'output' in each
      ? each.output.map((file) =>
          file.type === 'chunk' ? file.code : /\.css$/.test(file.fileName) ? file.source : '',
        )
      : [],
  );
  return {
    name: `react-chatbotify ${versionOf(installed('react-chatbotify'))}`,
    loads: `with React ${versionOf(installed('react'))}, bundled`,
    files,
  };
};

const ours = async (): Promise<Weight> => {
  const { loader, panel } = await freshWidget();
  const files = [loader, panel].map((file) =>
    readFileSync(join(import.meta.dirname, '../widget/dist', file)),
  );
  return { name: 'Sluice', loads: 'loader + panel, styles inside', files };
};

type Soon = { readonly bubble: number; readonly message: number };

/** Milliseconds from the navigation on; each visit in a fresh browser profile with an empty cache. */
const soonest = async (): Promise<Soon> => {
  const sluice = await startSluice({ SLUICE_DEMO: 'on', NODE_ENV: 'production' });
  const browser = await launchBrowser();
  try {
    const bubbles: number[] = [];
    const messages: number[] = [];
    for (let round = 0; round <= ROUNDS; round += 1) {
      const { context, page } = await openTab(browser);
      const demo = demoPage(page, () => sluice.url);
      const clock = () => page.evaluate(() => performance.now());
      await page.goto(`${sluice.url}/demo?as=vip`, { waitUntil: 'commit' });
      await demo.bubble.waitFor();
      const shown = await clock();
      await demo.bubble.click();
      await page.getByRole('log', { name: 'Messages' }).locator('.bubble').first().waitFor();
      const said = await clock();
      await context.close();
      if (round === 0) continue; // the first one warms the server up
      bubbles.push(shown);
      messages.push(said);
    }
    return { bubble: median(bubbles), message: median(messages) };
  } finally {
    await browser.close();
    await sluice.remove();
  }
};

export const widget: Section = {
  name: 'widget',
  run: async () => {
    const own = await ours();
    const all = [
      own,
      peer('@typebot.io/js', 'dist/web.js'),
      await reactChatbotify(),
      peer('deep-chat', 'dist/deepChat.bundle.js'),
      peer('@n8n/chat', 'dist/chat.bundle.es.js', 'dist/style.css'),
    ];
    const weigh = ({ files }: Weight): number => files.reduce((sum, file) => sum + gzipped(file), 0);
    const soon = await soonest();
    const least = Math.min(...all.slice(1).map(weigh));
    return {
      title: 'The widget',
      how: [
        'Bytes of script and style that a page loads before a chat works, each file gzipped at level 9: what each package documents for a page, at the version named; imports on demand are not counted.',
        `Time to the first bot message: Chromium, a fresh profile for each of ${ROUNDS} visits, the demo page and its server on the same machine, the bubble clicked by a script as soon as it is there. From the navigation on.`,
      ],
      tables: [
        {
          head: ['widget', 'what a page loads', 'bytes, gzip', 'against Sluice'],
          rows: all.map((one) => [one.name, one.loads, count(weigh(one)), times(weigh(one) / weigh(own))]),
        },
        {
          head: ['in Chromium', 'ms (median)'],
          rows: [
            ['the bubble is there', count(soon.bubble)],
            ['the first bot message is there', count(soon.message)],
          ],
        },
      ],
      aims: [
        {
          aim: 'fewer bytes than each of the peers',
          measured: `${count(weigh(own))}, the lightest peer ${count(least)}`,
          met: weigh(own) < least,
        },
      ],
    };
  },
};
