import type { FlowDocument } from '@sluice/core/flow/document';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { freshWidget } from '../../widget/build.ts';
import { launchBrowser, openTab, type Tab } from '../fakes/browser.ts';
import { type DemoPage, demoPage, overflow } from '../fakes/demo-page.ts';
import { apiOf, sendTo } from '../fakes/site.ts';
import { PROCESS_KEY, type SluiceProcess, startSluice } from '../fakes/sluice-process.ts';

let browser: Browser;
let sluice: SluiceProcess;
let tab: Tab;
let demo: DemoPage;

// A browser and a server of its own, on a machine that may be busy.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 120_000 });
beforeAll(async () => {
  await freshWidget();
  [browser, sluice] = await Promise.all([launchBrowser(), startSluice({ SLUICE_DEMO: 'on' })]);
});
afterAll(async () => {
  await browser?.close();
  await sluice?.remove();
});
beforeEach(async () => {
  tab = await openTab(browser);
  demo = demoPage(tab.page, () => sluice.url);
});
afterEach(async () => {
  await tab.context.close();
  // Neither an error nor anything that the page's own security policy had to stop.
  expect(tab.complaints).toEqual([]);
});

const api = apiOf(
  sendTo(() => sluice.url),
  PROCESS_KEY,
);

/** Publishes the bot's newest version again with other first words. */
const publishGreeting = async (words: string): Promise<void> => {
  const { items } = await api('GET', '/flows');
  const flow = items.find(({ name }: { name: string }) => name === 'Customer Support Bot');
  const version = await api('GET', `/flows/${flow?.id}/versions/${flow?.latestVersion}`);
  // The path table lets any object through; what was published is a flow document.
  const document = version.document as FlowDocument;
  const groups = document.groups.map((group) => ({
    ...group,
    blocks: group.blocks.map((block) => (block.id === 'hello' ? { ...block, markdown: words } : block)),
  }));
  await api('PUT', `/flows/${flow?.id}/draft`, { ...document, groups });
  await api('POST', `/flows/${flow?.id}/versions`, {});
};

const startOver = async (): Promise<void> => {
  await demo.panel.getByRole('button', { name: 'Menu' }).click();
  await demo.panel.getByRole('button', { name: 'Start over' }).click();
  await demo.page
    .getByRole('alertdialog', { name: 'Start over?' })
    .getByRole('button', { name: 'Start over' })
    .click();
};

describe('on the demo page', () => {
  it('a VIP is greeted and answers; a version published meanwhile is met only by the next conversation', async () => {
    await demo.come('vip');
    expect(await demo.why()).toBe('Why this bot?');
    await demo.bubble.click();
    await demo.seen('Hi Vera, I’m the Acme helper. What can I do for you?');
    await demo.choice('Where is my order?').click();
    await demo.seen('What’s your order number?');
    await demo.write('20418');
    await demo.seen('That doesn’t look like one of our order numbers.');

    await publishGreeting('Good to see you. This is the newest version.');

    await demo.write('ac-20418');
    await demo.seen('Order AC-20418 has left our warehouse');
    await demo.choice('Yes, thanks').click();
    await demo.panel.getByRole('radio', { name: '5' }).click();
    await demo.seen('Thank you, that makes our day. Have a good ride!');
    await demo.panel.getByText('This conversation has ended.').waitFor();
    expect(await demo.said()).toHaveLength(11);

    await demo.panel.getByRole('button', { name: 'Start a new conversation' }).click();
    await demo.seen('This is the newest version.');
    expect(await demo.said()).toHaveLength(1);
  });

  it('Start over in mid-conversation begins anew, on the newest version', async () => {
    await demo.come('vip');
    await demo.bubble.click();
    await demo.choice('Return something').click();
    await demo.seen('What’s your order number?');
    await publishGreeting('Hello again, from one version later.');
    await startOver();
    await demo.seen('Hello again, from one version later.');
    expect(await demo.said()).toHaveLength(1);
  });

  it('somebody new sees no bot: nothing is in the page, and it says why', async () => {
    await demo.come('anonymous');
    expect(await demo.why()).toBe('Why no bot?');
    expect(await demo.path()).toEqual([
      'VIP customers: no match: It is for people with the tag VIP. That is not known of this person.',
      'Enterprise: no match: It is for people with the tag Enterprise. That is not known of this person.',
      'Big Corp: no match: It is for people whose email ends with @bigcorp.com. That is not known of this person.',
      'Premium plan: no match: It is for people whose subscription plan is Premium. That is not known of this person.',
      'No bot: No deployment took this person in, so there is no bot.',
    ]);
    expect(await demo.page.locator('sluice-chat').count()).toBe(0);
    expect(await demo.page.locator('iframe').count()).toBe(0);
    expect(await demo.page.locator('body > *').count()).toBe(1);
  });

  it('ann@bigcorp.com meets the pinned version, whatever was published since, and sees why', async () => {
    await publishGreeting('A newest version that the pin holds back.');
    await demo.come('bigcorp');
    await demo.bubble.click();
    await demo.seen('Hi Ann, I’m the Acme helper.');
    const path = await demo.path();
    expect(path.slice(0, 2)).toEqual([
      'VIP customers: no match: It is for people with the tag VIP. That is not known of this person.',
      'Enterprise: no match: It is for people with the tag Enterprise. That is not known of this person.',
    ]);
    expect(path[2]).toBe('Big Corp: matches: It is for people whose email ends with @bigcorp.com.');
    expect(path[3]).toMatch(/^Full launch: let in: At 100% every number gets in\. Theirs is \d\d?\.$/);
    expect(path[4]).toContain('v2.1');
  });

  it.each([
    { as: 'enterprise', name: 'Enterprise', share: 25, says: 'Hi Emil, I’m the Acme helper.' },
    { as: 'premium', name: 'Premium plan', share: 10, says: 'Hi, I’m the Acme helper. How can I help?' },
  ])(
    '$name at $share%: who is picked meets the bot, who is not meets nothing, and both see their number',
    async ({ as, name, share, says }) => {
      const met = new Set<boolean>();
      await demo.come(as);
      // Each new visitor is picked anew: both kinds come soon (one run in 10,000 sees 90 misses in a row at 10%).
      for (let visitors = 0; met.size < 2 && visitors < 90; visitors += 1) {
        const path = await demo.path();
        const number = Number(/(?:Their number is|Theirs is) (\d+)/.exec(path.join(' '))?.[1]);
        const isIn = number < share;
        expect(await demo.why()).toBe(isIn ? 'Why this bot?' : 'Why no bot?');
        if (isIn && !met.has(true)) {
          expect(path).toContain(
            `Picked: in: Their number is ${number}. At ${share}%, numbers below ${share} get in, and they keep that.`,
          );
          await demo.bubble.click();
          await demo.seen(says);
        }
        if (!isIn && !met.has(false)) {
          expect(path.find((step) => step.startsWith(`${name}: left out`))).toMatch(
            new RegExp(
              `^${name}: left out: Their number is ${number}\\. At ${share}%, numbers below ${share} got in, so they were left out on `,
            ),
          );
          expect(await demo.page.locator('sluice-chat').count()).toBe(0);
        }
        met.add(isIn);
        await demo.page.evaluate(() => document.querySelector('#path')?.replaceChildren());
        await Promise.all([
          demo.page.waitForEvent('load'),
          demo.page.getByRole('button', { name: 'Come back as a new visitor' }).click(),
        ]);
        await demo.page.locator('#path .step').first().waitFor();
      }
      expect(met.size).toBe(2);
    },
  );

  it('a reload resumes, and every persona keeps a conversation of their own', async () => {
    await demo.come('vip');
    await demo.bubble.click();
    await demo.choice('Return something').click();
    await demo.seen('What’s your order number?');
    const veras = await demo.said();
    await demo.page.reload();
    await demo.seen('What’s your order number?');
    expect(await demo.said()).toEqual(veras);

    await Promise.all([
      demo.page.waitForURL(/as=bigcorp/),
      demo.page.getByRole('radio', { name: /Ann/ }).check(),
    ]);
    await demo.bubble.click();
    await demo.seen('Hi Ann');
    expect(await demo.said()).toHaveLength(1);

    await Promise.all([
      demo.page.waitForURL(/as=vip/),
      demo.page.getByRole('radio', { name: /Vera/ }).check(),
    ]);
    await demo.bubble.click();
    await demo.seen('What’s your order number?');
    expect(await demo.said()).toEqual(veras);
    await demo.write('AC-20418');
    await demo.seen('You have 30 days to send');
  });

  it.each([
    { width: 1440, height: 900 },
    { width: 390, height: 844 },
  ])(
    'at $width×$height nothing must be scrolled sideways, with the chat closed and open',
    async (viewport) => {
      await demo.page.setViewportSize(viewport);
      for (const as of ['anonymous', 'enterprise', 'vip']) {
        await demo.come(as);
        expect(await overflow(demo.page), as).toBe(0);
      }
      await demo.bubble.click();
      await demo.choice('Return something').waitFor();
      expect(await overflow(demo.page)).toBe(0);
      const outside = async (): Promise<boolean> => {
        const { x = -1, y = -1, width = 0, height = 0 } = (await demo.panel.boundingBox()) ?? {};
        return x < 0 || y < 0 || x + width > viewport.width || y + height > viewport.height;
      };
      await expect.poll(outside, { timeout: 5_000 }).toBe(false); // it moves in
    },
  );

  it('the API docs open without a complaint', async () => {
    await tab.page.goto(`${sluice.url}/docs`);
    await tab.page.getByText('/api/v1/deployments/{id}/acts').first().waitFor();
  });
});

describe('when the server is killed while somebody talks', () => {
  it('the conversation goes on in the open page, nothing lost, nothing said twice', async () => {
    // The page must find the server again where it was.
    const port = new URL(sluice.url).port;
    await demo.come('bigcorp');
    await demo.bubble.click();
    await demo.choice('Return something').click();
    await demo.seen('What’s your order number?');
    await sluice.kill9();
    await demo.write('AC-20418');
    await sluice.restart({ PORT: port });
    await demo.seen('What’s the reason?');
    expect((await demo.said()).filter((words) => words === 'AC-20418')).toHaveLength(1);
    await demo.choice('I changed my mind').click();
    await demo.seen('Here is how:');
    expect((await demo.said()).filter((words) => words.includes('You have 30 days'))).toHaveLength(1);
    // The browser itself reports the calls that found nobody.
    tab.complaints.splice(
      0,
      tab.complaints.length,
      ...tab.complaints.filter((line) => !/ERR_CONNECTION|ERR_INCOMPLETE/.test(line)),
    );
  });
});
