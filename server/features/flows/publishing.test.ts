import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dangling, greeting } from '../../../test/fakes/documents.ts';
import { type FakeSluice, fakeSluice } from '../../../test/fakes/sluice.ts';
import { fakeVisitor } from '../../../test/fakes/visitor.ts';
import { addWorkspace, type FakeWorkspace } from '../../../test/fakes/workspace.ts';

let sluice: FakeSluice;
let north: FakeWorkspace;

beforeAll(async () => {
  sluice = await fakeSluice();
  north = await addWorkspace(sluice, 'North');
});
afterAll(() => sluice.close());

const newFlow = async (document: unknown = greeting()): Promise<string> =>
  (await north.editor('POST', '/flows', { name: 'Support', document })).body.id;
const publish = (id: string, body: unknown = {}, headers = {}) =>
  north.editor('POST', `/flows/${id}/versions`, body, headers);
const save = (id: string, document: unknown, headers = {}) =>
  north.editor('PUT', `/flows/${id}/draft`, document, headers);
const publishing = async (id: string) => (await north.viewer('GET', `/flows/${id}/publishing`)).body;
const deploy = async (flowId: string, name: string, version: 'latest' | number) => {
  const channel = (await north.editor('POST', '/channels', { platform: 'website', name: `Site ${name}` }))
    .body;
  sluice.clock.advance(1_000);
  const made = await north.editor('POST', '/deployments', {
    name,
    flowId,
    channelId: channel.id,
    version,
    audience: { everyone: true },
    rollout: { share: 100 },
    active: true,
  });
  return { id: made.body.id as string, key: channel.key as string };
};

describe('what publishing would do', () => {
  it('says which deployments take the new version, and where running conversations wait', async () => {
    const flow = await newFlow();
    expect(await publishing(flow)).toMatchObject({
      next: 1,
      latest: null,
      sameAsLatest: false,
      publishable: true,
      problems: [],
      tests: 0,
      deployments: [],
      running: [],
    });
    await publish(flow, { label: 'v1' });
    const pinned = await deploy(flow, 'Pinned', 1);
    const latest = await deploy(flow, 'Latest', 'latest');
    for (const { key } of [pinned, latest, latest]) await fakeVisitor(sluice, key).open();
    await save(flow, { ...greeting('Two'), name: 'Greeting' });
    await publish(flow);
    await fakeVisitor(sluice, latest.key).open();
    const said = await publishing(flow);
    expect(said).toMatchObject({ next: 3, latest: { number: 2, label: null }, sameAsLatest: true });
    expect(said.deployments).toEqual([
      {
        id: pinned.id,
        name: 'Pinned',
        channelName: 'Site Pinned',
        status: 'active',
        policy: 'pinned',
        version: 1,
      },
      {
        id: latest.id,
        name: 'Latest',
        channelName: 'Site Latest',
        status: 'active',
        policy: 'latest',
        version: 2,
      },
    ]);
    expect(said.running).toEqual([
      { version: 2, conversations: 1, at: [{ block: 'b2', conversations: 1 }] },
      { version: 1, conversations: 3, at: [{ block: 'b2', conversations: 3 }] },
    ]);
    const { items } = (await north.viewer('GET', `/flows/${flow}/versions`)).body;
    expect(items.map(({ running }: { running: number }) => running)).toEqual([1, 3]);
  });

  it('says what stops it, and whether the draft differs', async () => {
    const flow = await newFlow();
    await publish(flow);
    await save(flow, dangling());
    expect(await publishing(flow)).toMatchObject({ publishable: false, sameAsLatest: false });
    expect((await publishing(flow)).problems.length).toBeGreaterThan(0);
  });
});

describe('restoring a version', () => {
  it('makes its document the draft, audited; the ETag guards the draft that goes', async () => {
    const flow = await newFlow(greeting('One'));
    await publish(flow);
    await save(flow, greeting('Two'));
    const path = `/flows/${flow}/versions/1/restore`;
    const stale = await north.editor('POST', path, undefined, { 'if-match': '"1"' });
    expect(stale).toMatchObject({ status: 412, body: { code: 'stale' } });
    expect(stale.body.detail).toContain('key editor saved a newer draft.');
    sluice.clock.advance(1_000);
    const restored = await north.owner('POST', path, undefined, { 'if-match': '"2"' });
    expect(restored).toMatchObject({
      status: 200,
      etag: '"3"',
      body: { draft: greeting('One'), draftSavedBy: 'key owner' },
    });
    expect((await north.viewer('GET', `/flows/${flow}`)).body).toEqual(restored.body);
    expect((await north.viewer('GET', `/audit?target=${flow}`)).body.items[0]).toMatchObject({
      action: 'flow.restore-version',
      before: { revision: 2 },
      after: { revision: 3, version: 1 },
    });
    expect((await north.editor('POST', `/flows/${flow}/versions/9/restore`)).status).toBe(404);
  });
});

describe('STU-08: at the same time', () => {
  const deeds = async (target: string, action: string) =>
    (await north.viewer('GET', `/audit?target=${target}&limit=200`)).body.items.filter(
      (deed: { action: string }) => deed.action === action,
    );
  const numbers = async (flow: string) =>
    (await north.viewer('GET', `/flows/${flow}/versions`)).body.items
      .map(({ number }: { number: number }) => number)
      .reverse();

  it('of two editors who publish after the same version one wins, the other is told (409)', async () => {
    const flow = await newFlow();
    for (let round = 0; round < 5; round += 1) {
      const both = await Promise.all([1, 2].map(() => publish(flow, { expectedLatest: round })));
      expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
      const loser = both.find(({ status }) => status === 409);
      expect(loser?.body.detail).toContain(`Version ${round + 1} was published meanwhile.`);
    }
    expect(await numbers(flow)).toEqual([1, 2, 3, 4, 5]);
    expect(await deeds(flow, 'flow.publish')).toHaveLength(5);
  });

  it('publishing while somebody saves: the draft that was seen is published, or nobody’s (412)', async () => {
    const flow = await newFlow(greeting('Draft 1'));
    for (let revision = 1; revision <= 5; revision += 1) {
      const seen = { 'if-match': `"${revision}"` };
      const [saved, published] = await Promise.all([
        save(flow, greeting(`Draft ${revision + 1}`), seen),
        publish(flow, {}, seen),
      ]);
      expect(saved.status).toBe(200);
      expect([201, 412]).toContain(published.status);
      if (published.status === 412) continue;
      const { body } = await north.viewer('GET', `/flows/${flow}/versions/${published.body.number}`);
      expect(body.document).toEqual(greeting(`Draft ${revision}`));
    }
    const made = await numbers(flow);
    expect(made).toEqual(made.map((_: number, index: number) => index + 1));
    expect(await deeds(flow, 'flow.publish')).toHaveLength(made.length);
  });

  it('publishing while a deployment is pinned: both happen, and the pin is what new conversations meet', async () => {
    const flow = await newFlow();
    await publish(flow);
    const { id } = await deploy(flow, 'Shop', 'latest');
    const answers = await Promise.all([
      publish(flow, { expectedLatest: 1 }),
      north.editor('PATCH', `/deployments/${id}`, { version: 1 }),
      publish(flow, { expectedLatest: 1 }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 201, 409]);
    expect((await north.viewer('GET', `/deployments/${id}`)).body).toMatchObject({
      version: 1,
      versionNumber: 1,
    });
    expect(await numbers(flow)).toEqual([1, 2]);
    expect(await deeds(id, 'deployment.edit')).toHaveLength(1);
  });
});
