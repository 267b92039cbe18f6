/** A bot from nothing, by mouse: drawn, tested, kept as a test, published, changed, compared, published again, restored. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seriousViolations } from '../fakes/axe.ts';
import { type FakeStudio, type Person, saved, startStudio } from '../fakes/studio.ts';

let studio: FakeStudio;
let ann: Person;
let page: Page;

beforeAll(async () => {
  studio = await startStudio();
  ann = await studio.signedIn('editor');
  page = ann.page;
});
afterAll(() => studio.close());

const group = (title: string) => page.getByRole('region', { name: title, exact: true });
const panel = (name: string) => page.getByRole('complementary', { name });

/** By the plus on a group's header. */
const addTo = async (title: string, block: RegExp) => {
  await page.getByRole('button', { name: `Add a block to ${title}` }).click();
  await page.getByRole('option', { name: block }).click();
};

const rename = async (from: string, to: string) => {
  await page.getByRole('button', { name: `More for ${from}` }).click();
  await page.getByRole('menuitem', { name: 'Rename' }).click();
  await page.getByLabel('Title of the group').fill(to);
  await page.keyboard.press('Enter');
  await group(to).waitFor();
};

/** Drags from a block's way out onto the ground, and picks what begins there. */
const leadToNew = async (title: string, port: number, block: RegExp) => {
  const handle = group(title).locator('.react-flow__handle.source').nth(port);
  const box = await handle.boundingBox();
  const frame = await group(title).boundingBox();
  if (!box || !frame) throw new Error('the group has no such way out');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(frame.x + frame.width + 60, box.y + port * 180, { steps: 4 });
  await page.mouse.move(frame.x + frame.width + 90, box.y + port * 180, { steps: 2 });
  await page.mouse.up();
  await page.getByRole('option', { name: block }).click();
};

describe('“Customer Support Bot”, from nothing', () => {
  it('is drawn by mouse', async () => {
    await ann.visit('/flows');
    await page.getByRole('button', { name: 'New flow' }).click();
    const dialog = page.getByRole('dialog', { name: 'New flow' });
    await dialog.getByLabel('Name').fill('Customer Support Bot');
    await dialog.getByRole('button', { name: /^Blank/ }).click();
    await page.getByRole('heading', { name: 'Customer Support Bot' }).waitFor();

    await addTo('Start', /^Message/);
    await panel('Message').getByRole('textbox', { name: 'Message' }).fill('Hi, I’m the Acme helper.');
    await addTo('Start', /^Choice/);
    const choice = panel('Choice');
    await choice.getByRole('textbox', { name: 'Item 1: Label' }).fill('Where is my order?');
    await choice.getByRole('textbox', { name: 'Item 2: Label' }).fill('Something is broken');
    await choice.getByRole('button', { name: 'Close Choice' }).click();
    await rename('Start', 'Welcome');

    await leadToNew('Welcome', 0, /^Message/);
    await panel('Message').getByRole('textbox', { name: 'Message' }).fill('It is on its way.');
    await panel('Message').getByRole('button', { name: 'Close Message' }).click();
    await leadToNew('Welcome', 1, /^Hand to a person/);
    await page.getByRole('button', { name: 'No problems' }).waitFor();
    await saved(page);
  });

  it('is tested as somebody, beside the canvas', async () => {
    await page.getByRole('button', { name: 'Test', exact: true }).click();
    const test = panel('Test');
    await test.getByText('Hi, I’m the Acme helper.').waitFor();
    await test.getByRole('button', { name: 'Something is broken' }).click();
    await test.getByText('A human takes over here.').waitFor();
    await expect.poll(() => page.locator('[data-standing]').count()).toBe(1);
    await test.getByRole('button', { name: 'Step back' }).click();
    await test.getByRole('button', { name: 'Where is my order?' }).click();
    await test.getByText('It is on its way.').waitFor();
  });

  it('keeps that conversation as a test, and shows what it runs', async () => {
    const test = panel('Test');
    await test.getByRole('button', { name: 'Save as test' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill('An order is on its way');
    await page.getByRole('button', { name: 'Save test' }).click();
    await test.getByRole('tab', { name: 'Tests' }).click();
    await test.getByText('The test passes.').waitFor();
    await test.getByRole('switch').check({ force: true });
    await expect.poll(() => page.locator('[data-coverage="run"]').count()).toBe(3);
    expect(await seriousViolations(page)).toEqual([]);
    await test.getByRole('button', { name: 'Close the test panel' }).click();
  });

  it('is published as version 1', async () => {
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Publish' });
    await dialog.getByText('Everything: this is the first version.').waitFor();
    await dialog.getByText('The test passes.').waitFor();
    await dialog.getByText('No deployment is active, so nobody meets it yet.').waitFor();
    await dialog.getByLabel('Label').fill('v1');
    await dialog.getByRole('button', { name: 'Publish version 1' }).click();
    await dialog.waitFor({ state: 'detached' });
  });

  it('is changed, which its test notices, and published as version 2 all the same', async () => {
    await page.getByText('It is on its way.').first().click();
    await panel('Message').getByRole('textbox', { name: 'Message' }).fill('It arrives tomorrow.');
    await saved(page);
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Publish' });
    await dialog.getByText('1 block changed.').waitFor();
    await dialog.getByRole('button', { name: 'See the differences' }).click();
    await dialog.getByText('It is on its way.').waitFor();
    const publish = dialog.getByRole('button', { name: 'Publish version 2' });
    expect(await publish.isDisabled()).toBe(true);
    await dialog.getByLabel('Publish although it fails').check();
    await publish.click();
    await dialog.waitFor({ state: 'detached' });
  });

  it('shows its versions, and what differs between them on the canvas', async () => {
    await page.getByRole('button', { name: 'More for this flow' }).click();
    await page.getByRole('menuitem', { name: 'Versions' }).click();
    await page.getByText('Version 2', { exact: true }).waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'More for version 2' }).click();
    await page.getByRole('menuitem', { name: 'Compare with version 1' }).click();
    await page.getByText('1 block changed.').waitFor();
    await expect.poll(() => page.locator('[data-change="changed"]').count()).toBe(1);
    expect(await seriousViolations(page)).toEqual([]);
  });

  it('is restored to version 1, as a draft that anybody can look at first', async () => {
    await page.getByRole('link', { name: 'Versions' }).click();
    await page.getByRole('button', { name: 'More for version 1' }).click();
    await page.getByRole('menuitem', { name: /^Restore/ }).click();
    await page.getByRole('button', { name: 'Restore version 1 (v1)' }).click();
    await page.getByText('The draft is version 1 (v1) now.').waitFor();
    await page.getByRole('link', { name: 'Back to the editor' }).click();
    await page.getByText('It is on its way.').first().waitFor();
    expect(ann.complaints).toEqual([]);
  });
});
