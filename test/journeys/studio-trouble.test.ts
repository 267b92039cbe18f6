/** Two tabs, a broken line, only the keyboard, only looking: nothing is lost, nothing is overwritten in silence. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FakeStudio, type Person, saved, startStudio } from '../fakes/studio.ts';

let studio: FakeStudio;

beforeAll(async () => {
  studio = await startStudio();
});
afterAll(() => studio.close());

const newFlow = async (name: string): Promise<string> => {
  const { body } = await studio.workspace.owner('POST', '/flows', {
    name,
    document: {
      schema: 1,
      name,
      start: { group: 'g' },
      groups: [
        {
          id: 'g',
          title: 'Welcome',
          position: { x: 0, y: 0 },
          blocks: [{ id: 'm', type: 'message', markdown: 'Hello' }],
        },
      ],
    },
  });
  return body.id;
};
const draftOf = async (id: string) =>
  JSON.stringify((await studio.workspace.owner('GET', `/flows/${id}`)).body.draft);

const write = async ({ page }: Person, text: string) => {
  await page.locator('[data-block="m"]').click();
  await page
    .getByRole('complementary', { name: 'Message' })
    .getByRole('textbox', { name: 'Message' })
    .fill(text);
};

describe('two people in one draft', () => {
  it('are told, and whoever comes second chooses', async () => {
    const flow = await newFlow('Shared');
    const [ann, ben] = [await studio.signedIn('editor'), await studio.signedIn('owner')];
    await ann.visit(`/flows/${flow}`);
    await ben.visit(`/flows/${flow}`);
    await write(ann, 'Written by Ann');
    await expect.poll(() => draftOf(flow)).toContain('Written by Ann');
    await write(ben, 'Written by Ben');
    const conflict = ben.page.getByRole('dialog', { name: 'Somebody saved a newer draft' });
    await conflict.getByText('Ann editor saved a newer draft').waitFor();
    expect(await draftOf(flow)).toContain('Written by Ann');
    await conflict.getByRole('button', { name: 'See the differences' }).click();
    await conflict.getByText('Written by Ben').waitFor();
    await conflict.getByRole('button', { name: 'Keep mine' }).click();
    await expect.poll(() => draftOf(flow)).toContain('Written by Ben');
    await ann.context.close();
    await ben.context.close();
  });

  it('can take the other’s draft, and undo that', async () => {
    const flow = await newFlow('Taken');
    const [ann, ben] = [await studio.signedIn('editor'), await studio.signedIn('owner')];
    await ann.visit(`/flows/${flow}`);
    await ben.visit(`/flows/${flow}`);
    await write(ann, 'Written by Ann');
    await expect.poll(() => draftOf(flow)).toContain('Written by Ann');
    await write(ben, 'Written by Ben');
    await ben.page.getByRole('button', { name: 'Take theirs' }).click();
    await ben.page.locator('[data-block="m"]').getByText('Written by Ann').waitFor();
    await ben.page.getByRole('button', { name: /^Undo: take the newer draft/ }).click();
    await expect.poll(() => draftOf(flow)).toContain('Written by Ben');
    await ann.context.close();
    await ben.context.close();
  });
});

describe('a broken line', () => {
  it('keeps edits and sends them when it is back', async () => {
    const flow = await newFlow('Offline');
    const ann = await studio.signedIn('editor');
    await ann.visit(`/flows/${flow}`);
    await ann.page.locator('[data-block="m"]').waitFor();
    await ann.context.setOffline(true);
    await write(ann, 'Written in a tunnel');
    await ann.page.getByText('Not saved yet: Sluice cannot be reached. Edits are kept.').waitFor();
    expect(await draftOf(flow)).not.toContain('tunnel');
    await ann.context.setOffline(false);
    await expect.poll(() => draftOf(flow), { timeout: 15_000 }).toContain('Written in a tunnel');
    await ann.context.close();
  });

  it('loses nothing when the tab is closed meanwhile', async () => {
    const flow = await newFlow('Closed');
    const ann = await studio.signedIn('editor');
    await ann.visit(`/flows/${flow}`);
    await ann.page.locator('[data-block="m"]').waitFor();
    await ann.context.setOffline(true);
    await write(ann, 'Kept in the browser');
    await ann.page.getByText('Not saved yet', { exact: false }).waitFor();
    await ann.page.close({ runBeforeUnload: false });
    await ann.context.setOffline(false);
    const again = await ann.context.newPage();
    await again.goto(`${studio.url}/studio/w/${studio.workspace.id}/flows/${flow}`);
    await again.locator('[data-block="m"]').getByText('Kept in the browser').waitFor();
    await expect.poll(() => draftOf(flow)).toContain('Kept in the browser');
    await ann.context.close();
  });
});

describe('the keyboard alone', () => {
  it('adds, writes, connects, undoes, searches and tests', async () => {
    const flow = await newFlow('Keys');
    const ann = await studio.signedIn('editor');
    const { page } = ann;
    await ann.visit(`/flows/${flow}`);
    await page.locator('[data-block="m"]').waitFor();
    const press = (...keys: readonly string[]) =>
      keys.reduce(async (before, key) => {
        await before;
        await page.keyboard.press(key);
      }, Promise.resolve());

    await press('Enter', '/');
    await page.getByRole('combobox', { name: 'Find a block' }).waitFor();
    await page.keyboard.type('hand');
    await press('Enter');
    await page.getByRole('complementary', { name: 'Hand to a person' }).waitFor();
    await expect.poll(() => page.locator('[data-block]').count()).toBe(2);
    await press('Control+z');
    await expect.poll(() => page.locator('[data-block]').count()).toBe(1);
    await press('Control+Shift+z');
    await expect.poll(() => page.locator('[data-block]').count()).toBe(2);

    await press('Control+k');
    await page.getByRole('combobox', { name: 'Search the flow, or what can be done' }).waitFor();
    await page.keyboard.type('hello');
    await press('Enter');
    await page.getByRole('complementary', { name: 'Message' }).waitFor();
    await press('t');
    await page.getByRole('complementary', { name: 'Test' }).getByText('A human takes over here.').waitFor();
    await press('?');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    await press('Escape');
    await saved(page);
    await ann.context.close();
  });
});

describe('a viewer', () => {
  it('looks at everything, tries it, and changes nothing', async () => {
    const flow = await newFlow('Looked at');
    const before = await draftOf(flow);
    const ann = await studio.signedIn('viewer');
    const { page } = ann;
    await ann.visit(`/flows/${flow}`);
    await page.locator('[data-block="m"]').click();
    expect(await page.getByRole('textbox', { name: 'Message' }).isEditable()).toBe(false);
    expect(
      await page.getByRole('button', { name: 'Publish', exact: true }).getAttribute('aria-disabled'),
    ).toBe('true');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Delete');
    await page.getByRole('button', { name: 'Test', exact: true }).click();
    await page.getByRole('complementary', { name: 'Test' }).getByText('Hello').waitFor();
    expect(await draftOf(flow)).toBe(before);
    await ann.context.close();
  });
});

describe('colleagues', () => {
  it('talk about a block beside the flow', async () => {
    const flow = await newFlow('Discussed');
    const ann = await studio.signedIn('editor');
    await ann.visit(`/flows/${flow}`);
    await ann.page.locator('[data-block="m"]').click();
    await ann.page.getByRole('button', { name: 'More for this block' }).click();
    await ann.page.getByRole('menuitem', { name: 'Comment' }).click();
    const panel = ann.page.getByRole('complementary', { name: 'Comments' });
    await panel.getByRole('textbox', { name: 'Comment' }).fill('Too short?');
    await panel.getByRole('button', { name: 'Comment', exact: true }).click();
    await panel.getByText('Too short?').waitFor();
    await ann.page.locator('[data-block="m"]').getByText('1').waitFor();
    await panel.getByRole('button', { name: 'Resolve' }).click();
    await panel.getByText('Resolved by Ann editor').waitFor();
    await ann.context.close();
  });
});

describe('a preview link', () => {
  it('lets somebody without an account play the draft, and counts nothing', async () => {
    const flow = await newFlow('Previewed');
    const ann = await studio.signedIn('editor');
    await ann.visit(`/flows/${flow}`);
    await ann.page.getByRole('button', { name: 'More for this flow' }).click();
    await ann.page.getByRole('menuitem', { name: 'Share a preview…' }).click();
    await ann.page.getByRole('button', { name: 'Make a link' }).click();
    const link = await ann.page.getByLabel('The preview link').inputValue();
    const { page, context } = await studio.nobody();
    await page.goto(link);
    await page.getByText('Preview', { exact: true }).waitFor();
    await page.getByRole('region', { name: 'Conversation' }).getByText('Hello').waitFor();
    await page.getByText('The conversation ended.').waitFor();
    const { body } = await studio.workspace.owner('GET', '/conversations');
    expect(body.items).toEqual([]);
    await context.close();
    await ann.context.close();
  });
});
