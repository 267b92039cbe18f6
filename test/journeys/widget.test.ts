import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { chromiumPath } from '../../scripts/chromium.ts';
import { freshWidget } from '../../widget/build.ts';
import { startWebsiteServer, type WebsiteServer } from '../fakes/website-server.ts';
import { text } from '../fakes/website-story.ts';

let browser: Browser;
let server: WebsiteServer;
let context: BrowserContext;
let page: Page;
let complaints: string[] = [];

beforeAll(async () => {
  await freshWidget();
  browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-sync',
    ],
  });
});
afterAll(() => browser?.close());

beforeEach(async () => {
  server = await startWebsiteServer();
  context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  context.setDefaultTimeout(5_000);
  page = await context.newPage();
  complaints = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (line) => {
    if (/Content Security Policy/i.test(line.text())) complaints.push(line.text());
  });
});
afterEach(async () => {
  await context.close();
  await server.close();
  // The page's policy allows no inline style, no inline script and no other place.
  expect(complaints).toEqual([]);
});

const bubble = () => page.getByRole('button', { name: 'Open chat with Acme' });
const panel = () => page.getByRole('dialog', { name: 'Chat with Acme' });
const log = () => page.getByRole('log', { name: 'Messages' });
const field = () => panel().getByRole('textbox', { name: 'Message' });
const choice = (name: string) =>
  panel().getByRole('group', { name: 'Choices' }).getByRole('button', { name });
const seen = (words: string) => log().getByText(words).waitFor();
const start = async () => {
  await page.goto(server.page);
  await bubble().click();
  await seen('What can I do for you?');
};
/** What the log says, line by line, without the words for the ear. */
const said = () => log().locator('.bubble').allInnerTexts();
const focused = () =>
  page.evaluate(() => {
    const inside = document.querySelector('sluice-chat')?.shadowRoot?.activeElement;
    return inside?.getAttribute('aria-label') ?? inside?.textContent ?? document.activeElement?.tagName ?? '';
  });

describe('a visitor', () => {
  it('is greeted, chooses, is asked again after a slip, and comes to the end', async () => {
    await start();
    await choice('Where is my order?').click();
    await seen('Which email address');
    expect(await field().getAttribute('type')).toBe('email');
    expect(await field().getAttribute('inputmode')).toBe('email');
    expect(await field().getAttribute('placeholder')).toBe('you@example.com');
    expect(await focused()).toBe('Message');
    await field().fill('ann');
    await page.keyboard.press('Enter');
    await seen('That is not an email address yet');
    expect(await focused()).toBe('Message');
    await field().fill('ann@bigcorp.com');
    await panel().getByRole('button', { name: 'Send' }).click();
    await seen('Is that good for you?');
    expect(
      await log()
        .getByText('Wednesday 11 March')
        .evaluate((bold) => bold.tagName),
    ).toBe('STRONG');
    await choice('Yes, thanks').click();
    await panel().getByText('This conversation has ended.').waitFor();
    expect(await said()).toEqual([
      'Hi Ann, I’m the Acme helper. What can I do for you?',
      'Where is my order?',
      'Which email address did you order with?',
      'ann',
      'That is not an email address yet. It looks like name@example.com.',
      'ann@bigcorp.com',
      'Your last order:',
      'It arrives tomorrow, Wednesday 11 March. Is that good for you?',
      'Yes, thanks',
      'Good. Have a nice day, Ann.',
    ]);
    expect(server.turns.map(({ text: words, choice: item }) => words ?? item)).toEqual([
      'i1',
      'ann',
      'ann@bigcorp.com',
      'i1',
    ]);
    await panel().getByRole('button', { name: 'Start a new conversation' }).click();
    await choice('Something broke').waitFor();
    expect(await said()).toHaveLength(1);
  });

  it('goes on after a reload and on another page, and hears of news while the chat is closed', async () => {
    await start();
    await choice('Talk to a person').click();
    await seen('within the hour');
    await page.reload();
    await seen('Talk to a person');
    expect(await said()).toHaveLength(3);
    expect(await focused()).toBe('BODY'); // opened by itself: the page keeps its focus
    await page.getByRole('link', { name: 'Bags' }).click();
    await seen('within the hour');
    await panel().getByRole('button', { name: 'Close', exact: true }).click();
    await page.reload();
    await bubble().waitFor();
    await expect.poll(() => server.listeners()).toBe(1);
    server.say(text('Hi Ann, a new hook is on its way.', 'Maya Ortiz'));
    const news = page.getByRole('button', { name: 'Open chat with Acme, new message' });
    await news.waitFor();
    await page.reload(); // still unseen
    await news.click();
    await seen('a new hook is on its way');
    expect(await said()).toHaveLength(4);
    await panel().getByText('Maya answers now').waitFor();
    await log()
      .getByText(/^Maya from Acme joined, \d\d:\d\d$/)
      .waitFor();
  });

  it('does everything by keyboard', async () => {
    await page.goto(server.page);
    await bubble().waitFor();
    await bubble().focus();
    await page.keyboard.press('Enter');
    await seen('What can I do for you?');
    expect(await focused()).toBe('Message');
    await page.keyboard.press('Shift+Tab');
    expect(await focused()).toBe('Talk to a person');
    await page.keyboard.press('Shift+Tab');
    expect(await focused()).toBe('Something broke');
    await page.keyboard.press('Enter');
    await seen('Tell me what happened');
    expect(await focused()).toBe('Message');
    await page.keyboard.type('The hook');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('snapped');
    await page.keyboard.press('Enter');
    await seen('within the hour');
    expect(server.turns.at(-1)?.text).toBe('The hook\nsnapped');
    await panel().getByRole('button', { name: 'Menu' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape'); // the menu only
    expect(await focused()).toBe('Menu');
    await page.keyboard.press('Escape');
    await panel().waitFor({ state: 'detached' });
    expect(await focused()).toBe('Open chat with Acme');
  });

  it('starts over only after being asked', async () => {
    await start();
    await choice('Something broke').click();
    await seen('Tell me what happened');
    await panel().getByRole('button', { name: 'Menu' }).click();
    await panel().getByRole('button', { name: 'Start over' }).click();
    const ask = page.getByRole('alertdialog', { name: 'Start over?' });
    expect(await ask.innerText()).toContain('This conversation ends and a new one begins.');
    await page.keyboard.press('Escape');
    await ask.waitFor({ state: 'detached' });
    expect(await said()).toHaveLength(3);
    await panel().getByRole('button', { name: 'Menu' }).click();
    await panel().getByRole('button', { name: 'Start over' }).click();
    await ask.getByRole('button', { name: 'Start over' }).click();
    await choice('Something broke').waitFor();
    expect(await said()).toHaveLength(1);
  });
});

describe('when the network fails', () => {
  it('a message whose answer was lost is said once and taken once', async () => {
    await start();
    server.dropAnswers = 1;
    await choice('Where is my order?').click();
    await seen('Which email address');
    expect(server.turns).toHaveLength(1);
    expect(server.calls.filter((call) => call.endsWith('/messages'))).toHaveLength(2);
    expect(await said()).toHaveLength(3);
  });

  it('a message that could not be sent says so, and is sent once when the network is back', async () => {
    await start();
    await choice('Talk to a person').click();
    await seen('within the hour');
    await context.setOffline(true);
    await panel().getByText('You are offline.').waitFor();
    await field().fill('Are you there?');
    await page.keyboard.press('Enter');
    await log().getByText('Not sent.').waitFor();
    await log().getByRole('button', { name: 'Try again' }).waitFor();
    await context.setOffline(false);
    await log().getByText('Not sent.').waitFor({ state: 'detached' });
    await expect.poll(() => server.turns.length).toBe(2);
    expect(await said()).toHaveLength(4);
  });

  it('what was said during a gap comes once, in order', async () => {
    await start();
    await choice('Talk to a person').click();
    await seen('within the hour');
    server.cut();
    server.say(text('One', 'Maya Ortiz'), false);
    server.say(text('Two', 'Maya Ortiz'), false);
    await log().getByText('Two').waitFor();
    server.say(text('Three', 'Maya Ortiz'));
    await log().getByText('Three').waitFor();
    expect((await said()).slice(3)).toEqual(['One', 'Two', 'Three']);
  });
});

describe('a page', () => {
  it('without a bot gets nothing at all', async () => {
    server.bot = null;
    const asked = page.waitForResponse((response) => response.url().endsWith('/visits') && response.ok());
    const before = page.waitForEvent('load');
    await page.goto(server.page);
    await before;
    await (await asked).finished();
    await page.evaluate(() => new Promise(requestAnimationFrame));
    expect(await page.locator('sluice-chat').count()).toBe(0);
    expect(await page.locator('body > *').count()).toBe(3);
    const loaded = await page.evaluate(() =>
      performance.getEntriesByType('resource').map(({ name }) => name),
    );
    expect(loaded.filter((name) => name.includes('/widget/'))).toEqual([]);
  });

  it('speaks to the chat before and after it has come, and can take it away', async () => {
    await page.addInitScript(() => {
      const heard: string[] = [];
      const early: unknown[] = ['ready', 'opened', 'conversation-started', 'closed'].map((name) => [
        'on',
        name,
        () => heard.push(name),
      ]);
      early.push(['identify', { token: 'jwt', attributes: { plan: 'Premium' } }]);
      Object.assign(window, { heard, Sluice: early });
    });
    const visit = page.waitForRequest((request) => request.url().endsWith('/visits'));
    await page.goto(server.page);
    expect((await visit).postDataJSON()).toMatchObject({
      identity: 'jwt',
      attributes: { plan: 'Premium' },
      page: { url: server.page, title: 'Ridge pannier', locale: 'en-US' },
    });
    await bubble().waitFor();
    const call = (name: string) =>
      page.evaluate((method) => {
        const { Sluice } = window as unknown as { Sluice: Record<string, () => void> }; // the loader has put it there
        Sluice[method]?.();
      }, name);
    await call('open');
    await seen('What can I do for you?');
    await call('close');
    await panel().waitFor({ state: 'detached' });
    const again = page.waitForRequest((request) => request.url().endsWith('/visits'));
    await call('update');
    expect((await again).postDataJSON()).toMatchObject({ visitor: 'token-2' });
    expect(await page.evaluate(() => (window as unknown as { heard: string[] }).heard)).toEqual([
      'ready',
      'opened',
      'conversation-started',
      'closed',
    ]);
    await call('shutdown');
    expect(await page.locator('sluice-chat').count()).toBe(0);
    expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);
  });

  it('on a phone is covered by the panel, with choices a finger can press', async () => {
    await context.close();
    context = await browser.newContext({
      viewport: { width: 390, height: 844 },
      isMobile: true,
      hasTouch: true,
    });
    context.setDefaultTimeout(5_000);
    page = await context.newPage();
    await start();
    await choice('Where is my order?').waitFor();
    await expect.poll(() => panel().boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 844 });
    expect((await choice('Where is my order?').boundingBox())?.height).toBeGreaterThanOrEqual(44);
    expect(await panel().getAttribute('aria-modal')).toBe('true');
    expect(await focused()).not.toBe('Message'); // its keyboard would cover the choices
    await choice('Where is my order?').tap();
    await seen('Which email address');
    expect(await bubble().count()).toBe(0);
  });
});
