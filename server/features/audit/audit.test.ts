import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FakeSluice, fakeSluice } from '../../../test/fakes/sluice.ts';
import { addWorkspace, type FakeWorkspace } from '../../../test/fakes/workspace.ts';

let sluice: FakeSluice;
let north: FakeWorkspace;

beforeAll(async () => {
  sluice = await fakeSluice();
  north = await addWorkspace(sluice, 'North');
});
afterAll(() => sluice.close());

describe('the audit log', () => {
  it('says who did what to what, when, with before and after', async () => {
    const flow = (await north.editor('POST', '/flows', { name: 'Support' })).body.id;
    sluice.clock.advance(1_000);
    await north.owner('PATCH', `/flows/${flow}`, { name: 'Sales' });
    const { items } = (await north.viewer('GET', `/audit?target=${flow}`)).body;
    expect(items).toEqual([
      {
        id: expect.any(String),
        at: new Date(sluice.clock.now()).toISOString(),
        actor: 'key owner',
        action: 'flow.rename',
        target: flow,
        before: { name: 'Support' },
        after: { name: 'Sales' },
      },
      expect.objectContaining({ action: 'flow.create', actor: 'key editor', before: null }),
    ]);
  });

  it('holds nothing of a deed that was refused', async () => {
    const before = (await north.viewer('GET', '/audit?limit=200')).body.items.length;
    await north.editor('POST', '/flows', { name: '' });
    await north.editor('PATCH', '/flows/unknown', { name: 'x' });
    await north.viewer('POST', '/flows', { name: 'x' });
    expect((await north.viewer('GET', '/audit?limit=200')).body.items).toHaveLength(before);
  });

  it('comes in pages, newest first', async () => {
    const south = await addWorkspace(sluice, 'South');
    for (let n = 0; n < 3; n += 1) {
      sluice.clock.advance(1_000);
      await south.editor('POST', '/flows', { name: `Flow ${n}` });
    }
    const page = (await south.viewer('GET', '/audit?limit=2')).body;
    expect(page.items.map(({ after }) => after)).toMatchObject([{ name: 'Flow 2' }, { name: 'Flow 1' }]);
    const rest = (await south.viewer('GET', `/audit?limit=2&after=${page.next}`)).body;
    expect(rest).toMatchObject({ items: [{ after: { name: 'Flow 0' } }], next: null });
  });
});
