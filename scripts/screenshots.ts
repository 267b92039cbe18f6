/** `npm run screenshots`: takes the README's pictures of the demo, light and dark, from a real server that it starts and stops. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { launchBrowser, openTab } from '../test/fakes/browser.ts';
import { demoPage } from '../test/fakes/demo-page.ts';
import { startSluice } from '../test/fakes/sluice-process.ts';
import { freshWidget } from '../widget/build.ts';

const IMAGES = join(import.meta.dirname, '../docs/images');

await mkdir(IMAGES, { recursive: true });
await freshWidget();
const sluice = await startSluice({ SLUICE_DEMO: 'on' });
const browser = await launchBrowser();
try {
  for (const colorScheme of ['light', 'dark'] as const) {
    const { context, page } = await openTab(browser, { colorScheme, reducedMotion: 'reduce' });
    const demo = demoPage(page, () => sluice.url);
    await demo.come('vip');
    await demo.bubble.click();
    await demo.choice('Where is my order?').click();
    await demo.seen('What’s your order number?');
    await demo.write('AC-20418');
    await demo.choice('Yes, thanks').waitFor();
    await page.locator('#summary').getByText('From the record').waitFor();
    await page.evaluate(() => document.fonts.ready);
    await page.mouse.move(0, 0);
    const path = join(IMAGES, `demo-${colorScheme}.png`);
    await page.screenshot({ path, animations: 'disabled', caret: 'hide' });
    console.log(path);
    await context.close();
  }
} finally {
  await browser.close();
  await sluice.remove();
}
