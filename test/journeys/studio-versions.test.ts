/** What becomes of a flow once it is drawn, light and dark: published, looked at, compared, shown to others, restored. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { seriousViolations } from '../fakes/axe.ts';
import { type FakeStudio, type Person, startStudio } from '../fakes/studio.ts';

let studio: FakeStudio;

// Four pages and a dialog on each, looked at by axe on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000 });
beforeAll(async () => {
  studio = await startStudio();
});
afterAll(() => studio.close());

describe.each(['light', 'dark'] as const)('a flow with a history, %s', (colorScheme) => {
  let ann: Person;
  let flow: string;

  beforeAll(async () => {
    const { owner } = studio.workspace;
    const made = await owner('POST', '/flows', { name: 'Support', template: 'customer-support' });
    flow = made.body.id;
    await owner('POST', `/flows/${flow}/versions`, { label: 'v1', note: 'The first one' });
    const { draft } = (await owner('GET', `/flows/${flow}`)).body;
    await owner(
      'PUT',
      `/flows/${flow}/draft`,
      JSON.parse(JSON.stringify(draft).replace('No worries. Have a good ride!', 'No worries. Have fun!')),
    );
    ann = await studio.signedIn('editor', { colorScheme, reducedMotion: 'reduce' });
  });
  afterAll(async () => {
    await ann.context.close();
    expect(ann.complaints).toEqual([]);
  });

  const dialog = (name: string | RegExp) => ann.page.getByRole('dialog', { name });
  const visit = (path: string) => ann.visit(`/flows/${flow}${path}`);

  it('is published with what is new in it', async () => {
    await visit('');
    await ann.page.getByRole('button', { name: 'Publish', exact: true }).click();
    const publish = dialog('Publish');
    await publish.getByText('1 block changed.').waitFor();
    await publish.getByLabel('Label').fill('v2');
    await publish.getByLabel('Note').fill('Says goodbye in other words');
    expect(await seriousViolations(ann.page)).toEqual([]);
    await publish.getByRole('button', { name: 'Publish version 2' }).click();
    await ann.page.getByText('Version 2 is published.').waitFor();
  });

  it('has versions with their notes; one that is opened cannot be changed', async () => {
    await visit('/versions');
    await ann.page.getByText('Says goodbye in other words').waitFor();
    await ann.page.getByRole('link', { name: 'Open' }).first().click();
    await ann.page.getByRole('heading', { name: 'Version 2 v2' }).waitFor();
    const welcome = ann.page.getByRole('region', { name: 'Welcome', exact: true });
    await welcome.waitFor();
    const before = await placeOf();
    const box = await welcome.boundingBox();
    await ann.page.mouse.move((box?.x ?? 0) + 20, (box?.y ?? 0) + 8);
    await ann.page.mouse.down();
    await ann.page.mouse.move((box?.x ?? 0) + 120, (box?.y ?? 0) + 90, { steps: 3 });
    await ann.page.mouse.up();
    expect(await placeOf()).toBe(before);
    expect(await ann.page.getByRole('button', { name: /^Add a block/ }).count()).toBe(0);
    expect(await seriousViolations(ann.page)).toEqual([]);
  });

  /** Where "Welcome" stands in the flow, wherever one looks. */
  const placeOf = () =>
    ann.page
      .locator('.react-flow__node', { has: ann.page.getByRole('region', { name: 'Welcome', exact: true }) })
      .getAttribute('style');

  it('shows what changed; the list leads to the group, and the other side can be chosen', async () => {
    await visit('/compare?from=1&to=2');
    const list = ann.page.getByRole('complementary', { name: 'Differences' });
    await list.getByText('1 block changed.').waitFor();
    await list.getByText('No worries. Have fun!').waitFor();
    expect(await ann.page.locator('[data-block][data-change="changed"]').count()).toBe(1);
    await list.getByRole('button', { name: 'Message in “No rating”' }).click();
    await expect.poll(zoom).toBe(1);
    expect(await seriousViolations(ann.page)).toEqual([]);
    await ann.page.getByRole('combobox', { name: 'From' }).click();
    await ann.page.getByRole('option', { name: 'Version 2: v2' }).click();
    await list.getByRole('heading', { name: 'No difference' }).waitFor();
    expect(new URL(ann.page.url()).searchParams.get('from')).toBe('2');
  });

  const zoom = () =>
    ann.page
      .locator('.react-flow__viewport')
      .evaluate((viewport) => new DOMMatrix(getComputedStyle(viewport).transform).a);

  it('is played by somebody without an account, as long as the link is not revoked', async () => {
    await visit('');
    await ann.page.getByRole('button', { name: 'More for this flow' }).click();
    await ann.page.getByRole('menuitem', { name: 'Share a preview…' }).click();
    const share = dialog('Share a preview');
    await share.getByLabel('Note').fill('For Jonas');
    await share.getByRole('button', { name: 'Make a link' }).click();
    const link = await share.getByLabel('The preview link').inputValue();
    expect(await seriousViolations(ann.page)).toEqual([]);

    const jonas = await studio.nobody({ colorScheme, reducedMotion: 'reduce' });
    await jonas.page.goto(link);
    await jonas.page.getByText('Preview', { exact: true }).waitFor();
    await jonas.page.getByRole('button', { name: 'Where is my order?' }).click();
    await jonas.page.getByText('What’s your order number?').waitFor();
    expect(await seriousViolations(jonas.page)).toEqual([]);
    expect(jonas.complaints).toEqual([]);

    await share.getByRole('button', { name: /^Revoke/ }).click();
    await share.getByText('For Jonas').waitFor({ state: 'detached' });
    await jonas.page.reload();
    await jonas.page.getByRole('alert').waitFor();
    expect(await jonas.page.getByRole('button', { name: 'Where is my order?' }).count()).toBe(0);
    await jonas.context.close();
  });

  it('goes back to an earlier version, once that is confirmed', async () => {
    await visit('/versions');
    await ann.page.getByRole('button', { name: 'More for version 1' }).click();
    await ann.page.getByRole('menuitem', { name: /^Restore/ }).click();
    const restore = dialog('Restore version 1 (v1)?');
    expect(await seriousViolations(ann.page)).toEqual([]);
    await restore.getByRole('button', { name: 'Restore version 1 (v1)' }).click();
    await ann.page.getByText('The draft is version 1 (v1) now.').waitFor();
    await ann.page.getByRole('link', { name: 'Back to the editor' }).click();
    await ann.page.getByRole('button', { name: /^See all of it/ }).click();
    await ann.page.getByText('No worries. Have a good ride!').waitFor();
  });
});
