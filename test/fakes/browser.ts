/** Chromium as the journeys drive it: quiet, offline by itself, and listening to what a page complains about. */
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core';
import { CHROMIUM_ARGUMENTS, chromiumPath } from '../../scripts/chromium.ts';

export const launchBrowser = (): Promise<Browser> =>
  // Playwright passes --headless and a fresh --user-data-dir itself.
  chromium.launch({
    executablePath: chromiumPath(),
    args: CHROMIUM_ARGUMENTS.filter((argument) => argument !== '--headless'),
  });

export type Tab = {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Errors, and everything the console was told as an error: a page of ours gives none. */
  readonly complaints: string[];
};

export const openTab = async (browser: Browser, options: BrowserContextOptions = {}): Promise<Tab> => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (line) => {
    if (line.type() === 'error') complaints.push(line.text());
  });
  return { context, page, complaints };
};
