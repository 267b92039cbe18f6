import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dangling, greeting } from '../../../test/fakes/documents.ts';
import { type FakeSluice, fakeSluice } from '../../../test/fakes/sluice.ts';
import { addWorkspace, type FakeWorkspace } from '../../../test/fakes/workspace.ts';

let sluice: FakeSluice;
let north: FakeWorkspace;

beforeAll(async () => {
  sluice = await fakeSluice();
  north = await addWorkspace(sluice, 'North');
});
afterAll(() => sluice.close());

const make = async (name: string, document: unknown = greeting()): Promise<string> =>
  (await north.editor('POST', '/flows', { name, document })).body.id;
const found = async (q: string): Promise<readonly string[]> =>
  (await north.viewer('GET', `/flows?q=${encodeURIComponent(q)}`)).body.items.map(
    ({ name }: { name: string }) => name,
  );

describe('the list of flows', () => {
  it('says of each what is live, what it is called and who saved it', async () => {
    const id = await make('Shop help');
    await north.editor('POST', `/flows/${id}/versions`, { label: 'v1' });
    await north.editor('POST', `/flows/${id}/versions`, { label: 'v1.1' });
    const channelId = (await north.editor('POST', '/channels', { platform: 'website', name: 'Shop' })).body
      .id;
    for (const active of [true, false]) {
      await north.editor('POST', '/deployments', {
        name: `Shop ${active}`,
        flowId: id,
        channelId,
        version: 'latest',
        audience: { everyone: true },
        rollout: { share: 100 },
        active,
      });
    }
    sluice.clock.advance(60_000);
    await north.owner('PUT', `/flows/${id}/draft`, dangling());
    const [item] = (await north.viewer('GET', '/flows?q=shop')).body.items;
    expect(item).toMatchObject({
      latestVersion: 2,
      latestLabel: 'v1.1',
      live: 1,
      draftSavedBy: 'key owner',
      draftSavedAt: new Date(sluice.clock.now()).toISOString(),
    });
    expect(item?.problems).toBeGreaterThan(0);
    expect((await north.viewer('GET', `/flows/${id}`)).body).toMatchObject({ draftSavedBy: 'key owner' });
  });

  it('STU-05 is searched by a part of the name, in any case, and what is typed is never a pattern or SQL', async () => {
    await make('Returns 100% free');
    await make('Returns_and_refunds');
    await make('Zurück\\geben');
    expect(await found('RETURNS')).toHaveLength(2);
    expect(await found('100%')).toEqual(['Returns 100% free']);
    expect(await found('s_a')).toEqual(['Returns_and_refunds']);
    expect(await found('k\\g')).toEqual(['Zurück\\geben']);
    for (const hostile of ['%', '_', '\\']) {
      for (const name of await found(hostile)) expect(name).toContain(hostile);
    }
    for (const hostile of ["' or 1=1 --", "%' or '1'='1", '";drop table flows;--', '$1', '\\%']) {
      expect(await found(hostile)).toEqual([]);
    }
    const all = (await north.viewer('GET', '/flows?limit=200')).body.items.length;
    expect(await found('  ')).toHaveLength(Math.min(all, 50));
  });

  it('STU-05 knows no other filters, orders or columns', async () => {
    for (const query of [
      'sort=id;--',
      'order=name',
      'q=a&q=b',
      'q[$ne]=1',
      'limit=1%20or%201=1',
      `q=${'x'.repeat(201)}`,
      'cursor=%27%20or%201%3D1',
    ]) {
      expect((await north.viewer('GET', `/flows?${query}`)).status, query).toBe(400);
    }
    for (const query of ['flow=%27%20or%201%3D1--', 'channel=%25', 'flow=%5C']) {
      expect((await north.viewer('GET', `/deployments?${query}`)).body.items, query).toEqual([]);
    }
  });
});

describe('templates', () => {
  it('are listed, and each begins a flow that can be published', async () => {
    const { items } = (await north.viewer('GET', '/templates')).body;
    expect(items.map(({ name }: { name: string }) => name)).toEqual([
      'Customer Support Bot',
      'Lead qualification',
      'NPS',
    ]);
    for (const { id, name } of items) {
      const flow = await north.editor('POST', '/flows', { name, template: id });
      expect(flow).toMatchObject({ status: 201, body: { name, problems: 0 } });
      expect((await north.editor('POST', `/flows/${flow.body.id}/versions`, {})).status).toBe(201);
    }
  });

  it('are nothing else: no other id, no path, and not beside a document', async () => {
    for (const body of [
      { template: 'customer-support-v1' },
      { template: '../../package' },
      { template: 'constructor' },
      { template: 'nps', document: greeting() },
    ]) {
      const refused = await north.editor('POST', '/flows', { name: 'Mine', ...body });
      expect(refused).toMatchObject({ status: 400, body: { problems: [{ at: 'template' }] } });
    }
  });
});
