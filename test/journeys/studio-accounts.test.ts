/** From the one-time link to a team: the first account, signing out and in, an invitation, a viewer, a session that ends. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD } from '../fakes/account.ts';
import { type FakeStudio, startStudio } from '../fakes/studio.ts';

let studio: FakeStudio;

beforeAll(async () => {
  studio = await startStudio();
});
afterAll(() => studio.close());

describe('the first account', () => {
  it('is made by the one-time link, which is good once, and signs out and in again', async () => {
    const link = await studio.setupLink();
    const { page, context, complaints } = await studio.nobody();
    await page.goto(link ?? '');
    await page.getByLabel('Your name').fill('Maya Ortiz');
    await page.getByLabel('E-mail').fill('maya@acme.test');
    await page.getByRole('textbox', { name: 'Password' }).fill('correct horse battery');
    await page.getByLabel('Name of the workspace').fill('Acme');
    await page.getByRole('button', { name: 'Make the account' }).click();
    await page.getByRole('heading', { name: 'Begin with a flow' }).waitFor();

    await page.getByRole('button', { name: /Maya Ortiz/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.getByLabel('E-mail').fill('maya@acme.test');
    await page.getByRole('textbox', { name: 'Password' }).fill('wrong wrong wrong');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').waitFor();
    await page.getByRole('textbox', { name: 'Password' }).fill('correct horse battery');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: /Maya Ortiz/ }).waitFor();

    await page.goto(link ?? '');
    await page.getByRole('heading', { name: 'Sluice is set up' }).waitFor();
    expect(complaints.filter((line) => !/40\d/.test(line))).toEqual([]);
    await context.close();
  });
});

describe('a team', () => {
  it('grows by an invitation; a viewer sees everything, and why nothing can be changed', async () => {
    const owner = await studio.signedIn('owner');
    await owner.visit('/settings');
    const section = owner.page.getByRole('region', { name: 'Invite somebody' });
    await section.getByLabel('E-mail').fill('jonas@acme.test');
    await section.getByRole('combobox', { name: 'Role' }).click();
    await owner.page.getByRole('option', { name: 'Viewer' }).click();
    await section.getByRole('button', { name: 'Invite' }).click();
    const link = await section.getByLabel(/^Pass this link on/).inputValue();

    const { page, context } = await studio.nobody();
    await page.goto(link);
    await page.getByRole('heading', { name: 'Join Acme' }).waitFor();
    await page.getByLabel('Your name').fill('Jonas');
    await page.getByRole('textbox', { name: 'Password' }).fill('correct horse battery');
    await page.getByRole('button', { name: 'Make the account and join' }).click();
    await page.getByRole('link', { name: 'Flows', exact: true }).click();
    await page.getByRole('heading', { name: 'Flows', exact: true }).waitFor();
    const button = page.getByRole('button', { name: 'New flow' });
    expect(await button.getAttribute('aria-disabled')).toBe('true');
    await page.getByRole('button', { name: 'Import' }).focus();
    await page.keyboard.press('Tab');
    await page.getByRole('tooltip').getByText('You are a viewer here').waitFor();
    await context.close();
    await owner.context.close();
  });
});

describe('a session that ends', () => {
  it('asks to sign in again in place, and what was being done goes on', async () => {
    const { page, context, visit } = await studio.signedIn('owner');
    await visit('/flows');
    await page.getByRole('button', { name: 'New flow' }).first().waitFor();
    await page.getByRole('button', { name: 'New flow' }).first().click();
    const dialog = page.getByRole('dialog', { name: 'New flow' });
    await dialog.getByLabel('Name').fill('Kept');
    await studio.sluice.runner.db.deleteFrom('sessions').execute();
    await dialog.getByRole('button', { name: /^Blank/ }).click();
    const again = page.getByRole('dialog', { name: 'Sign in again' });
    await again.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
    await again.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Kept' }).waitFor();
    await context.close();
  });
});
