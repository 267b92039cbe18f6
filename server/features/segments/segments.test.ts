import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { greeting } from '../../../test/fakes/documents.ts';
import { type FakeSluice, fakeSluice } from '../../../test/fakes/sluice.ts';
import { addWorkspace, type FakeWorkspace } from '../../../test/fakes/workspace.ts';

let sluice: FakeSluice;
let north: FakeWorkspace;

beforeAll(async () => {
  sluice = await fakeSluice();
  north = await addWorkspace(sluice, 'North');
});
afterAll(() => sluice.close());

const group = (...rules: readonly unknown[]) => ({ groups: [{ name: 'Group', rules }] });
const vip = group({ attribute: 'tags', operator: 'contains', value: 'VIP' });
const using = (id: string) => group({ segment: id });
const save = (name: string, audience: unknown) => north.editor('POST', '/segments', { name, audience });
const edit = (id: string, body: unknown) => north.editor('PATCH', `/segments/${id}`, body);

describe('a segment', () => {
  it('is saved, read, listed, changed and deleted', async () => {
    const { status, body } = await save('VIPs', vip);
    expect(status).toBe(201);
    expect(body).toMatchObject({ name: 'VIPs', audience: { everyone: false, ...vip } });
    expect((await north.viewer('GET', `/segments/${body.id}`)).body).toEqual(body);
    expect((await north.viewer('GET', '/segments')).body.items).toContainEqual(body);
    expect((await edit(body.id, { name: 'Very important' })).body).toMatchObject({
      name: 'Very important',
      audience: body.audience,
    });
    expect((await edit(body.id, { audience: { everyone: true } })).body.audience.everyone).toBe(true);
    expect((await north.editor('DELETE', `/segments/${body.id}`)).status).toBe(204);
    expect((await north.viewer('GET', `/segments/${body.id}`)).status).toBe(404);
  });

  it.each([
    [{ groups: [{ name: 'Empty', rules: [] }] }, 'audience.groups.0'],
    [group({ attribute: 'email', operator: 'is_like', value: 'x' }), 'audience.groups.0.rules.0.operator'],
    [group({ attribute: 'email', operator: 'matches', value: '(' }), 'audience.groups.0.rules.0.value'],
    [using('segment_unknown'), 'audience.groups.0.rules.0.segment'],
    [{ anyone: true }, 'audience.anyone'],
  ])('with the audience %j is refused at %s', async (audience, at) => {
    const refused = await save('Bad', audience);
    expect(refused.status).toBe(400);
    expect(refused.body.problems[0]?.at).toBe(at);
  });

  it('may use others, but never itself, however long the way', async () => {
    const first = (await save('First', vip)).body.id;
    const second = (await save('Second', using(first))).body.id;
    const third = (await save('Third', using(second))).body.id;
    const circle = await edit(first, { audience: using(third) });
    expect(circle).toMatchObject({ status: 400, body: { code: 'segment-cycle' } });
    expect((await edit(first, { audience: using(first) })).status).toBe(400);
    expect((await north.viewer('GET', `/segments/${first}`)).body.audience.groups).toEqual(vip.groups);
  });

  it('does not close a circle by two edits at the same moment', async () => {
    const [a, b] = [(await save('A', vip)).body.id, (await save('B', vip)).body.id];
    const edits = await Promise.all([edit(a, { audience: using(b) }), edit(b, { audience: using(a) })]);
    expect(edits.map(({ status }) => status).sort()).toEqual([200, 400]);
  });

  it('knows no segment of another workspace', async () => {
    const south = await addWorkspace(sluice, 'South');
    const theirs = (await south.editor('POST', '/segments', { name: 'Theirs', audience: vip })).body.id;
    expect((await save('Mine', using(theirs))).body.problems[0]?.code).toBe('unknown-segment');
  });
});

describe('a segment in use', () => {
  it('cannot be deleted, and the refusal names who uses it; its changes count at once', async () => {
    const segment = (
      await save('Premium', group({ attribute: 'plan', operator: 'equals', value: 'premium' }))
    ).body.id;
    const outer = (await save('Outer', using(segment))).body.id;
    const named = await north.editor('DELETE', `/segments/${segment}`);
    expect(named).toMatchObject({ status: 409, body: { code: 'in-use' } });
    expect(named.body.detail).toContain('"Outer"');

    const flow = (await north.editor('POST', '/flows', { name: 'Support', document: greeting() })).body.id;
    await north.editor('POST', `/flows/${flow}/versions`, {});
    const channelId = (await north.editor('POST', '/channels', { platform: 'website', name: 'Shop' })).body
      .id;
    const deployment = await north.editor('POST', '/deployments', {
      name: 'Shop for Premium',
      flowId: flow,
      channelId,
      version: 'latest',
      audience: using(outer),
      rollout: { share: 100 },
      active: true,
    });
    expect(deployment.status).toBe(201);
    expect((await north.editor('DELETE', `/segments/${outer}`)).body.detail).toContain('"Shop for Premium"');

    const reason = async (attributes: unknown) =>
      (await north.viewer('POST', '/decisions/explain', { channelId, person: { key: 'ann', attributes } }))
        .body.reason;
    expect(await reason({ plan: 'premium' })).toBe('full-launch');
    await edit(segment, { audience: vip });
    expect(await reason({ plan: 'premium' })).toBe('audience');
    expect(await reason({ tags: ['VIP'] })).toBe('full-launch');
  });
});
