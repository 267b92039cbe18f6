/** Every page of the studio, light and dark, wide and on a phone: no serious problem, nothing complained about. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seriousViolations } from '../fakes/axe.ts';
import { type FakeStudio, startStudio } from '../fakes/studio.ts';

/** Kept as artefacts of the run, to be looked at. */
const PICTURES = join(import.meta.dirname, '../../coverage/studio');

let studio: FakeStudio;
const addresses: { [page: string]: string } = {};

beforeAll(async () => {
  mkdirSync(PICTURES, { recursive: true });
  studio = await startStudio();
  const { owner } = studio.workspace;
  const { body: flow } = await owner('POST', '/flows', {
    name: 'Customer Support Bot',
    template: 'customer-support',
  });
  await owner('POST', `/flows/${flow.id}/versions`, { label: 'v1', note: 'The first one' });
  await owner('PATCH', `/flows/${flow.id}`, { name: 'Customer Support Bot' });
  await owner('POST', '/flows', { name: 'NPS', template: 'nps' });
  Object.assign(addresses, {
    home: '',
    flows: '/flows',
    editor: `/flows/${flow.id}`,
    versions: `/flows/${flow.id}/versions`,
    version: `/flows/${flow.id}/versions/1`,
    compare: `/flows/${flow.id}/compare?from=1&to=draft`,
    settings: '/settings',
  });
});
afterAll(() => studio.close());

const WINDOWS = [
  { name: 'light', colorScheme: 'light', viewport: { width: 1440, height: 900 } },
  { name: 'dark', colorScheme: 'dark', viewport: { width: 1440, height: 900 } },
  { name: 'phone', colorScheme: 'light', viewport: { width: 390, height: 844 } },
  { name: 'phone-dark', colorScheme: 'dark', viewport: { width: 390, height: 844 } },
] as const;

describe.each(WINDOWS)('$name', ({ name, ...looks }) => {
  it.each(['home', 'flows', 'editor', 'versions', 'version', 'compare', 'settings'])('%s', async (page) => {
    const person = await studio.signedIn('owner', looks);
    await person.visit(addresses[page]);
    await person.page.getByRole('heading', { level: 1 }).waitFor();
    await person.page.waitForLoadState('networkidle');
    await person.page.screenshot({ path: join(PICTURES, `${page}-${name}.png`) });
    expect(await seriousViolations(person.page)).toEqual([]);
    expect(person.complaints).toEqual([]);
    const wide = await person.page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
    expect(wide, 'the page scrolls sideways').toBe(false);
    await person.context.close();
  });
});

describe('somebody who is not signed in', () => {
  it.each(['/sign-in', '/reset', '/setup?token=none', '/invitation?token=none'])(
    'finds no serious problem at %s',
    async (path) => {
      const { page, context } = await studio.nobody();
      await page.goto(`${studio.url}/studio${path}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect(await seriousViolations(page)).toEqual([]);
      await context.close();
    },
  );

  it('comes to the page they wanted once they have signed in', async () => {
    const { page, context } = await studio.nobody();
    await page.goto(`${studio.url}/studio/w/${studio.workspace.id}/settings`);
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(new URL(page.url()).searchParams.get('next')).toBe(`/studio/w/${studio.workspace.id}/settings`);
    await context.close();
  });
});
