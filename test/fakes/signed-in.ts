/** A browser that is signed in to the studio of a running Sluice, by the API and not by the form. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { openTab, type Tab } from './browser.ts';
import type { SluiceProcess } from './sluice-process.ts';

/** Given to `startSluice`, they make the first account. */
export const ADMIN = {
  SLUICE_ADMIN_EMAIL: 'ann@example.com',
  SLUICE_ADMIN_PASSWORD: 'correct horse battery',
} as const;

/** Builds the studio when its sources are newer than what is built. */
export const freshStudio = (): void => {
  const ran = spawnSync(process.execPath, [join(import.meta.dirname, '../../scripts/ensure.mjs')], {
    encoding: 'utf8',
  });
  if (ran.status !== 0) throw new Error(`the studio is not ready: ${ran.stdout}${ran.stderr}`);
};

export type SignedIn = Tab & {
  /** The demo workspace where there is one, else the account's first. */
  readonly workspace: string;
  /** The address of a page of the workspace: "flows/…" and the like. */
  readonly at: (path: string) => string;
};

/** Opens a tab of the admin's, on no page yet. Sluice must have been started with `ADMIN`. */
export const openSignedIn = async (
  browser: Browser,
  sluice: SluiceProcess,
  options: BrowserContextOptions = {},
): Promise<SignedIn> => {
  const tab = await openTab(browser, options);
  const answer = await tab.context.request.post(`${sluice.url}/api/v1/sessions`, {
    data: { email: ADMIN.SLUICE_ADMIN_EMAIL, password: ADMIN.SLUICE_ADMIN_PASSWORD },
    headers: { origin: sluice.url },
  });
  if (!answer.ok()) throw new Error(`signing in was refused: ${await answer.text()}`);
  const { workspaces } = (await answer.json()) as Session;
  const workspace = (workspaces.find(({ demo }) => demo) ?? workspaces[0])?.id ?? '';
  return { ...tab, workspace, at: (path) => `${sluice.url}/studio/w/${workspace}/${path}` };
};

/** Of the answer, what is read here; its whole shape is api/accounts.ts. */
type Session = { readonly workspaces: readonly { readonly id: string; readonly demo: boolean }[] };
