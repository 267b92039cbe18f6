/** Opens the measured page anew for each round and says what mounting, panning and fitting took there. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import react from '@vitejs/plugin-react';
import fastify from 'fastify';
import type { Browser, CDPSession } from 'playwright-core';
import { build } from 'vite';
import { lookFiles } from '../../server/http/look.ts';
import { openTab } from '../../test/fakes/browser.ts';
import type { Stage } from './stage.ts';

export type Contender = 'own' | 'plain';

/**
 * Milliseconds by the clock, and of processor time: of the renderer's main thread, and of all its threads, which paint.
 * What others do on the machine is no part of the latter two.
 */
export type Took = { readonly clock: number; readonly thread: number; readonly renderer: number };

export type Round = {
  readonly mount: Took;
  /** From far away to life size. */
  readonly approach: Took;
  readonly fitAll: Took;
  /** The length of frames by the clock; processor time is that of one frame. */
  readonly pan: { readonly p95: number } & Pick<Took, 'thread' | 'renderer'>;
};

export type MeasuredPage = {
  readonly round: (browser: Browser, on: Contender) => Promise<Round>;
  readonly end: () => Promise<void>;
};

/** Builds the page into a temporary folder and serves it on loopback. */
export const servePage = async (): Promise<MeasuredPage> => {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-bench-'));
  await build({
    root: import.meta.dirname,
    configFile: false,
    logLevel: 'silent',
    plugins: [react()],
    // The bench has a React of its own for one of the peers.
    resolve: {
      alias: ['react', 'react-dom'].map((name) => ({
        find: new RegExp(`^${name}(?=/|$)`),
        replacement: join(import.meta.dirname, '../../node_modules', name),
      })),
    },
    build: { outDir: folder, emptyOutDir: true, target: 'chrome111' },
  });
  const app = fastify();
  await app.register(fastifyStatic, { root: folder });
  await app.register(lookFiles);
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  return {
    round: (browser, on) => oneRound(browser, `${url}/?on=${on}`),
    end: async () => {
      await app.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

const FRAMES = 120;
const STEP_PX = 20;

const oneRound = async (browser: Browser, url: string): Promise<Round> => {
  const { context, page, complaints } = await openTab(browser);
  try {
    await page.goto(url);
    await page.waitForFunction(() => 'stage' in window);
    await page.evaluate(() => Promise.all([...document.fonts].map((font) => font.load())));
    const session = await context.newCDPSession(page);
    const machine = await browser.newBrowserCDPSession();
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    const spending = async <T>(work: () => Promise<T>) => {
      const [thread, renderer] = [await threadMs(session), await rendererMs(machine)];
      const result = await work();
      return {
        result,
        thread: (await threadMs(session)) - thread,
        renderer: (await rendererMs(machine)) - renderer,
      };
    };
    const timed = async (step: keyof Stage): Promise<Took> => {
      const { result, ...spent } = await spending(() =>
        page.evaluate(async (name) => {
          const since = performance.now();
          await window.stage[name]();
          return performance.now() - since;
        }, step),
      );
      return { clock: result, ...spent };
    };
    const mount = await timed('mount');
    const approach = await timed('approach');
    const { result: frames, ...spent } = await spending(() =>
      page.evaluate(pan, { frames: FRAMES, step: STEP_PX }),
    );
    const fitAll = await timed('fitAll');
    if (complaints.length > 0) throw new Error(`the page complained: ${complaints.join('; ')}`);
    return {
      mount,
      approach,
      fitAll,
      pan: { p95: quantile(frames, 0.95), thread: spent.thread / FRAMES, renderer: spent.renderer / FRAMES },
    };
  } finally {
    await context.close();
  }
};

const threadMs = async (session: CDPSession): Promise<number> => {
  const { metrics } = await session.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN) * 1_000;
};

/** Of all renderers; only the measured page is open. */
const rendererMs = async (machine: CDPSession): Promise<number> => {
  const { processInfo } = await machine.send('SystemInfo.getProcessInfo');
  const renderers = processInfo.filter(({ type }) => type === 'renderer');
  return renderers.reduce((sum, { cpuTime }) => sum + cpuTime * 1_000, 0);
};

const quantile = (values: readonly number[], part: number): number =>
  values.toSorted((a, b) => a - b)[Math.ceil(values.length * part) - 1] ?? Number.NaN;

/** Drags the ground one step a frame, as a hand does, and gives the lengths of the frames in ms. Runs in the page. */
const pan = async ({
  frames,
  step,
}: {
  readonly frames: number;
  readonly step: number;
}): Promise<number[]> => {
  const ground = document.querySelector('.react-flow__pane');
  const at = (type: string, x: number) =>
    new MouseEvent(type, {
      view: window,
      bubbles: true,
      cancelable: true,
      clientX: x,
      clientY: 10,
      buttons: 1,
    });
  const frame = () => new Promise<number>(requestAnimationFrame);
  const lengths: number[] = [];
  let x = 10_000;
  ground?.dispatchEvent(at('mousedown', x));
  let last = await frame();
  for (let each = 0; each < frames; each += 1) {
    x -= step;
    window.dispatchEvent(at('mousemove', x));
    const now = await frame();
    lengths.push(now - last);
    last = now;
  }
  window.dispatchEvent(at('mouseup', x));
  return lengths;
};
