/** `npm run screenshots`: takes the pictures of README and docs, light and dark, from a real server that it starts and stops; names of pictures take only those. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { launchBrowser, openTab } from '../test/fakes/browser.ts';
import { demoPage } from '../test/fakes/demo-page.ts';
import { ADMIN, freshStudio, openSignedIn } from '../test/fakes/signed-in.ts';
import { apiOf, sendTo } from '../test/fakes/site.ts';
import { startSluice } from '../test/fakes/sluice-process.ts';
import { sendShoppers } from './shoppers.ts';

const IMAGES = join(import.meta.dirname, '../docs/images');
const NODE = '.react-flow__node';

await mkdir(IMAGES, { recursive: true });
freshStudio();
const sluice = await startSluice({ SLUICE_DEMO: 'on', ...ADMIN });
const browser = await launchBrowser();
const send = sendTo(() => sluice.url);
const api = apiOf(send, sluice.apiKey);
const [flow] = (await api('GET', '/flows')).items;

const SHOPPERS = 80;

/** The demo shop with the bot's panel open, in mid-conversation. */
const talk = async (page: Page): Promise<void> => {
  const demo = demoPage(page, () => sluice.url);
  await demo.come('vip');
  await demo.bubble.click();
  await demo.choice('Where is my order?').click();
  await demo.seen('What’s your order number?');
  await demo.write('AC-20418');
  await demo.choice('Yes, thanks').waitFor();
  await page.locator('#summary').getByText('From the record').waitFor();
};

/** A page of the studio, once `shows` is there; `ready` brings it into the state that the picture shows. */
type StudioPicture = {
  readonly path: string;
  readonly shows: string;
  readonly ready?: (page: Page) => Promise<void>;
};

const STUDIO: Readonly<Record<string, StudioPicture>> = {
  home: { path: '', shows: 'h1' },
  flows: { path: 'flows', shows: 'h1' },
  editor: { path: `flows/${flow?.id}`, shows: NODE },
  'test-panel': { path: `flows/${flow?.id}`, shows: NODE, ready: test },
  versions: { path: `flows/${flow?.id}/versions`, shows: 'h1' },
  compare: { path: `flows/${flow?.id}/compare?from=1&to=2`, shows: NODE },
};

const asked = process.argv.slice(2);
const isAsked = (name: string): boolean => asked.length === 0 || asked.includes(name);

const take = async (page: Page, name: string): Promise<void> => {
  await page.waitForLoadState('networkidle');
  await page.evaluate(() => document.fonts.ready);
  await page.mouse.move(0, 0);
  const path = join(IMAGES, `${name}.png`);
  await page.screenshot({ path, animations: 'disabled', caret: 'hide' });
  console.log(path);
};

try {
  await sendShoppers(send, api, SHOPPERS);
  for (const colorScheme of ['light', 'dark'] as const) {
    const look = { colorScheme, reducedMotion: 'reduce' } as const;
    if (isAsked('demo')) {
      const { context, page } = await openTab(browser, look);
      await talk(page);
      await take(page, `demo-${colorScheme}`);
      await context.close();
    }
    for (const [name, { path, shows, ready }] of Object.entries(STUDIO)) {
      if (!isAsked(name)) continue;
      const { context, page, at } = await openSignedIn(browser, sluice, look);
      await page.goto(at(path));
      await page.locator(shows).first().waitFor();
      await ready?.(page);
      await take(page, `studio-${name}-${colorScheme}`);
      await context.close();
    }
  }
} finally {
  await browser.close();
  await sluice.remove();
}

/** The draft played in the test panel until it knows the order. */
async function test(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  const panel = page.getByRole('complementary', { name: 'Test' });
  await panel.getByRole('button', { name: 'Where is my order?' }).click();
  await panel.getByRole('textbox', { name: 'Answer' }).fill('AC-20418');
  await panel.getByRole('textbox', { name: 'Answer' }).press('Enter');
  await panel.getByRole('button', { name: 'Yes, thanks' }).waitFor();
}
