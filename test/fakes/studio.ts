/** The studio in a real browser, before a server in this process: each person in a browser context of their own. */
import type { Role } from '@sluice/api/route';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { prepareWorkspace } from '../../server/prepare-workspace.ts';
import { addAccount } from './account.ts';
import { launchBrowser, openTab, type Tab } from './browser.ts';
import { type FakeSluice, fakeSluice } from './sluice.ts';
import { addWorkspace, type FakeWorkspace } from './workspace.ts';

export type Person = Tab & {
  /** Goes to a page of the workspace: "/flows". */
  readonly visit: (path?: string) => Promise<void>;
};

export type FakeStudio = {
  readonly sluice: FakeSluice;
  readonly url: string;
  readonly workspace: FakeWorkspace;
  readonly browser: Browser;
  /** The one-time link of the first account; null once there is one. */
  readonly setupLink: () => Promise<string | null>;
  /** Somebody signed in, in a window of their own. */
  readonly signedIn: (role: Role, options?: BrowserContextOptions) => Promise<Person>;
  readonly nobody: (options?: BrowserContextOptions) => Promise<Tab>;
  readonly close: () => Promise<void>;
};

/** Close it when the test file is done. */
export const startStudio = async (): Promise<FakeStudio> => {
  const sluice = await fakeSluice();
  const workspace = await addWorkspace(sluice, 'Acme');
  const url = await sluice.app.listen({ host: '127.0.0.1', port: 0 });
  const browser = await launchBrowser();
  return {
    sluice,
    url,
    workspace,
    browser,
    setupLink: async () => {
      const { setupToken } = await prepareWorkspace(sluice.runner);
      return setupToken === null ? null : `${url}/studio/setup?token=${setupToken}`;
    },
    signedIn: async (role, options) => {
      const { headers } = await addAccount(sluice, {
        name: `Ann ${role}`,
        roles: { [workspace.id]: role },
      });
      const tab = await openTab(browser, options);
      const [name = '', value = ''] = (headers.cookie ?? '').split('=');
      await tab.context.addCookies([{ name, value, url }]);
      const visit = async (path = '') => {
        await tab.page.goto(`${url}/studio/w/${workspace.id}${path}`);
      };
      return { ...tab, visit };
    },
    nobody: (options) => openTab(browser, options),
    close: async () => {
      await browser.close();
      await sluice.close();
    },
  };
};

/** Waits until the editor says that the server has everything. */
export const saved = (page: Page) => page.getByText(/^Saved/).waitFor();
