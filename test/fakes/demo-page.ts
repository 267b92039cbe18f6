/** The demo page as a person uses it: picks who they are, meets the chat or not, reads why. */
import type { Locator, Page } from 'playwright-core';

export type DemoPage = {
  readonly page: Page;
  /** Comes as this persona ("vip", "anonymous" …) and waits until the page has said why. */
  come(as: string): Promise<void>;
  /** The steps of the why path, each as "title: text". */
  path(): Promise<readonly string[]>;
  /** "Why this bot?" or "Why no bot?". */
  why(): Promise<string>;
  readonly bubble: Locator;
  readonly panel: Locator;
  choice(name: string): Locator;
  /** Writes in the field and sends. */
  write(text: string): Promise<void>;
  /** Waits until the log holds these words. */
  seen(words: string): Promise<void>;
  /** What the log says, message by message. */
  said(): Promise<readonly string[]>;
};

export const demoPage = (page: Page, url: () => string): DemoPage => {
  const panel = page.getByRole('dialog', { name: 'Chat with Acme' });
  const log = page.getByRole('log', { name: 'Messages' });
  const told = () => page.locator('#path .step').first().waitFor();
  return {
    page,
    panel,
    bubble: page.getByRole('button', { name: /^Open chat with Acme/ }),
    come: async (as) => {
      await page.goto(`${url()}/demo?as=${as}`);
      await told();
    },
    path: () =>
      page
        .locator('#path .step')
        .evaluateAll((steps) =>
          steps.map((step) => [...step.querySelectorAll('b, p')].map((part) => part.textContent).join(': ')),
        ),
    why: () => page.locator('#why').innerText(),
    choice: (name) => panel.getByRole('group', { name: 'Choices' }).getByRole('button', { name }),
    write: async (text) => {
      await panel.getByRole('textbox', { name: 'Message' }).fill(text);
      await panel.getByRole('button', { name: 'Send' }).click();
    },
    seen: (words) => log.getByText(words).last().waitFor(),
    said: () => log.locator('.bubble').allInnerTexts(),
  };
};

/** How many pixels the page is wider than its window: 0 when nothing must be scrolled sideways. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
