import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiBody } from '../../../test/fakes/answer-types.ts';
import { dangling, greeting } from '../../../test/fakes/documents.ts';
import { type FakeSluice, fakeSluice } from '../../../test/fakes/sluice.ts';
import { type Answered, addWorkspace, type FakeWorkspace } from '../../../test/fakes/workspace.ts';

let sluice: FakeSluice;
let north: FakeWorkspace;

beforeAll(async () => {
  sluice = await fakeSluice();
  north = await addWorkspace(sluice, 'North');
});
afterAll(() => sluice.close());

const newFlow = async (document: unknown = greeting()) =>
  (await north.editor('POST', '/flows', { name: 'Support', document })).body;

describe('a flow', () => {
  it('is made empty, with one group to begin in', async () => {
    const { status, body, etag } = await north.editor('POST', '/flows', { name: '  Welcome  ' });
    expect(status).toBe(201);
    expect(etag).toBe('"1"');
    expect(body).toMatchObject({
      name: 'Welcome',
      latestVersion: null,
      draft: { schema: 1, name: 'Welcome' },
    });
    expect(body.draft.groups).toHaveLength(1);
  });

  it('is made from a document, and read back as it was saved', async () => {
    const flow = await newFlow();
    expect((await north.viewer('GET', `/flows/${flow.id}`)).body).toEqual(flow);
    expect(flow.draft).toMatchObject({
      groups: [{ blocks: [{ id: 'b1', type: 'message', markdown: 'Hello!' }, {}] }],
    });
  });

  it('is refused with the place of every mistake when its document is none', async () => {
    const unknown = greeting();
    const wrong = { ...unknown, groups: [{ ...unknown.groups[0], blocks: [{ id: 'x', type: 'teleport' }] }] };
    const { status, body } = await north.editor('POST', '/flows', { name: 'Bad', document: wrong });
    expect(status).toBe(400);
    expect(body.problems[0]).toMatchObject({
      code: 'unknown-block-type',
      at: 'document.groups.0.blocks.0.type',
    });
  });

  it.each([
    [{}, 'name'],
    [{ name: '   ' }, 'name'],
    [{ name: 'x'.repeat(201) }, 'name'],
    [{ name: 7 }, 'name'],
    [{ name: 'x', document: [] }, 'document'],
    [{ name: 'x\u0000y' }, 'name'],
    [{ name: 'half \ud800 pair' }, 'name'],
  ])('is refused for %j, naming the field', async (body, field) => {
    const answer = await north.editor('POST', '/flows', body);
    expect(answer.status).toBe(400);
    expect(answer.body.problems[0]?.at).toBe(field);
  });

  it('is refused with keys nobody knows, or bodies as deep as a well', async () => {
    expect((await north.editor('POST', '/flows', { name: 'x', extra: 1 })).status).toBe(400);
    const deep = JSON.parse(`${'['.repeat(5_000)}${']'.repeat(5_000)}`);
    expect((await north.editor('POST', '/flows', { name: 'x', document: { deep } })).status).toBe(400);
  });

  it('is renamed; its draft and ETag stay', async () => {
    const flow = await newFlow();
    const renamed = await north.editor('PATCH', `/flows/${flow.id}`, { name: 'New name' });
    expect(renamed.body).toMatchObject({ id: flow.id, name: 'New name', draft: flow.draft });
    expect(renamed.etag).toBe('"1"');
  });

  it('is copied with its draft, as a flow of its own without versions', async () => {
    const flow = await newFlow();
    await north.editor('POST', `/flows/${flow.id}/versions`, {});
    const copy = await north.editor('POST', `/flows/${flow.id}/copy`);
    expect(copy.status).toBe(201);
    expect(copy.body).toMatchObject({ name: 'Support (copy)', draft: flow.draft, latestVersion: null });
    expect(copy.body.id).not.toBe(flow.id);
    const named = await north.editor('POST', `/flows/${flow.id}/copy`, { name: 'Mine' });
    expect(named.body.name).toBe('Mine');
  });

  it('disappears when it is archived, but its versions can still be read', async () => {
    const flow = await newFlow();
    await north.editor('POST', `/flows/${flow.id}/versions`, {});
    expect((await north.editor('DELETE', `/flows/${flow.id}`)).status).toBe(204);
    expect((await north.viewer('GET', `/flows/${flow.id}`)).status).toBe(404);
    expect((await north.editor('DELETE', `/flows/${flow.id}`)).status).toBe(404);
    expect((await north.editor('POST', `/flows/${flow.id}/versions`, {})).status).toBe(404);
    expect((await north.viewer('GET', `/flows/${flow.id}/versions/1`)).status).toBe(200);
    expect((await north.viewer('GET', '/flows?limit=200')).body.items).not.toContainEqual(
      expect.objectContaining({ id: flow.id }),
    );
  });

  it('cannot be archived while a deployment uses it; the refusal names the deployment', async () => {
    const flow = await newFlow();
    await north.editor('POST', `/flows/${flow.id}/versions`, {});
    const channel = await north.editor('POST', '/channels', { platform: 'website', name: 'Shop' });
    const deployment = await north.editor('POST', '/deployments', {
      name: 'Shop, VIP first',
      flowId: flow.id,
      channelId: channel.body.id,
      version: 'latest',
      audience: { everyone: true },
      rollout: { share: 25 },
    });
    expect(deployment.status).toBe(201);
    const refused = await north.editor('DELETE', `/flows/${flow.id}`);
    expect(refused.status).toBe(409);
    expect(refused.body).toMatchObject({
      code: 'in-use',
      detail: expect.stringContaining('"Shop, VIP first"'),
    });
    expect((await north.editor('DELETE', `/channels/${channel.body.id}`)).status).toBe(409);
    expect((await north.editor('DELETE', `/deployments/${deployment.body.id}`)).status).toBe(204);
    expect((await north.editor('DELETE', `/flows/${flow.id}`)).status).toBe(204);
    expect((await north.editor('DELETE', `/channels/${channel.body.id}`)).status).toBe(204);
  });
});

describe('a draft', () => {
  it('is saved with its problems, and says which', async () => {
    const flow = await newFlow();
    expect((await north.editor('PUT', `/flows/${flow.id}/draft`, greeting('Hi'))).body).toEqual({
      problems: [],
    });
    const saved = await north.editor('PUT', `/flows/${flow.id}/draft`, dangling());
    expect(saved).toMatchObject({ status: 200, etag: '"3"' });
    expect(saved.body.problems[0]).toMatchObject({
      code: expect.any(String),
      at: expect.stringContaining('edges.0'),
    });
    const read = await north.viewer('GET', `/flows/${flow.id}`);
    expect(read.body.draft.edges).toHaveLength(1);
    expect(read.etag).toBe('"3"');
  });

  it('is not saved when it is no document, and the one before stays', async () => {
    const flow = await newFlow();
    for (const wrong of [{}, { schema: 2 }, [], { ...greeting(), start: 7 }]) {
      const refused = await north.editor('PUT', `/flows/${flow.id}/draft`, wrong);
      expect(refused.status).toBe(400);
    }
    expect((await north.viewer('GET', `/flows/${flow.id}`)).body.draft).toEqual(flow.draft);
  });

  it('is not overwritten by someone who has not seen the newest state', async () => {
    const flow = await newFlow();
    const save = (says: string, etag: string) =>
      north.editor('PUT', `/flows/${flow.id}/draft`, greeting(says), { 'if-match': etag });
    const [first, second] = await Promise.all([save('Ann', '"1"'), save('Ben', '"1"')]);
    expect([first.status, second.status].sort()).toEqual([200, 412]);
    expect((await save('Cleo', '"2"')).status).toBe(200);
    const stale = await save('Dan', '"2"');
    expect(stale).toMatchObject({ status: 412, body: { code: 'stale' } });
    expect((await north.viewer('GET', `/flows/${flow.id}`)).body.draft).toMatchObject({
      groups: [{ blocks: [{ markdown: 'Cleo' }, {}] }],
    });
  });
});

describe('the list of flows', () => {
  it('comes in pages, newest first, each flow once', async () => {
    const south = await addWorkspace(sluice, 'South');
    const made: string[] = [];
    for (let n = 0; n < 5; n += 1) {
      if (n !== 2) sluice.clock.advance(1_000); // two of them in the same millisecond
      made.push((await south.editor('POST', '/flows', { name: `Flow ${n}` })).body.id);
    }
    const seen: string[] = [];
    for (let from: string | null = ''; from !== null; ) {
      const page: Answered<ApiBody<'GET', '/flows'>> = await south.viewer('GET', `/flows?limit=2${from}`);
      expect(page.body.items.length).toBeLessThanOrEqual(2);
      seen.push(...page.body.items.map((item) => item.id));
      from = page.body.next === null ? null : `&cursor=${page.body.next}`;
    }
    expect([...seen].sort()).toEqual([...made].sort());
    expect(seen[0]).toBe(made[4]);
    expect(seen[4]).toBe(made[0]);
  });

  it.each([
    'limit=0',
    'limit=201',
    'limit=x',
    'after=nonsense',
    `after=${Buffer.from('-271821-04-20T00:00:00.000Z x').toString('base64url')}`,
    `after=${Buffer.from("2026-03-09T00:00:00.000Z x' or 1=1 --").toString('base64url')}`,
    'sort=id;--',
    'query_operator=OR%201=1',
  ])('is refused with ?%s', async (query) => {
    expect((await north.viewer('GET', `/flows?${query}`)).status).toBe(400);
  });
});

describe('an import', () => {
  it('makes all flows, unpublished, or none', async () => {
    const good = await north.editor('POST', '/flows/import', {
      format: 'sluice',
      documents: [greeting(), { ...greeting(), name: '' }],
    });
    expect(good.status).toBe(201);
    expect(good.body.flows).toMatchObject([
      { name: 'Greeting', latestVersion: null },
      { name: 'Imported flow', latestVersion: null },
    ]);
    const before = (await north.viewer('GET', '/flows?limit=200')).body.items.length;
    const bad = await north.editor('POST', '/flows/import', {
      format: 'sluice',
      documents: [greeting(), { schema: 1 }],
    });
    expect(bad.status).toBe(400);
    expect(bad.body.problems[0]?.at).toMatch(/^documents\.1/);
    expect((await north.viewer('GET', '/flows?limit=200')).body.items).toHaveLength(before);
  });

  it('says that Typebot cannot be read yet', async () => {
    const refused = await north.editor('POST', '/flows/import', { format: 'typebot', documents: [{}] });
    expect(refused).toMatchObject({ status: 400, body: { code: 'import-not-available' } });
  });
});
