import { MINUTE } from '@sluice/core/instant';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FakeSluice, fakeSluice } from '../../../test/fakes/sluice.ts';
import { addWorkspace, callWith, type FakeWorkspace } from '../../../test/fakes/workspace.ts';

let sluice: FakeSluice;
let north: FakeWorkspace;

beforeAll(async () => {
  sluice = await fakeSluice();
  north = await addWorkspace(sluice, 'North');
});
afterAll(() => sluice.close());

const make = async (role: string, name = 'For a script') =>
  (await north.owner('POST', '/api-keys', { name, role })).body;

describe('an API key', () => {
  it('is shown once and works with the rights of its role', async () => {
    const made = await make('viewer');
    expect(made.key).toMatch(/^sk_[\w-]{43}$/);
    const call = callWith(sluice, `Bearer ${made.key}`);
    expect((await call('GET', '/flows')).status).toBe(200);
    expect(await call('POST', '/flows', { name: 'x' })).toMatchObject({
      status: 403,
      body: { code: 'role-too-low' },
    });
    const listed = await north.owner('GET', '/api-keys');
    expect(JSON.stringify(listed.body)).not.toContain(made.key);
    expect(listed.body.items).toContainEqual(expect.objectContaining({ id: made.id, role: 'viewer' }));
    const rows = await sluice.runner.db.selectFrom('api_keys').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(made.key);
  });

  it('is refused at once when it was revoked', async () => {
    const made = await make('editor');
    const call = callWith(sluice, `Bearer ${made.key}`);
    expect((await call('GET', '/flows')).status).toBe(200);
    expect((await north.owner('DELETE', `/api-keys/${made.id}`)).status).toBe(204);
    expect((await call('GET', '/flows')).status).toBe(401);
    expect((await north.owner('DELETE', `/api-keys/${made.id}`)).status).toBe(404);
  });

  it('revoked by another node is refused within a minute', async () => {
    const made = await make('editor');
    const call = callWith(sluice, `Bearer ${made.key}`);
    expect((await call('GET', '/flows')).status).toBe(200);
    await sluice.runner.db.deleteFrom('api_keys').where('id', '=', made.id).execute();
    sluice.clock.advance(MINUTE);
    expect((await call('GET', '/flows')).status).toBe(401);
  });

  it('tells when it was last used, to the minute', async () => {
    const made = await make('viewer');
    const call = callWith(sluice, `Bearer ${made.key}`);
    const lastUsed = async () =>
      (await north.owner('GET', '/api-keys?limit=200')).body.items.find((each) => each.id === made.id)
        ?.lastUsedAt;
    expect(await lastUsed()).toBeNull();
    await call('GET', '/flows');
    const first = await lastUsed();
    expect(first).toBe(new Date(sluice.clock.now()).toISOString());
    sluice.clock.advance(1_000);
    await call('GET', '/flows');
    expect(await lastUsed()).toBe(first);
    sluice.clock.advance(2 * MINUTE);
    await call('GET', '/flows');
    expect(await lastUsed()).toBe(new Date(sluice.clock.now()).toISOString());
  });

  it('that is the last of an owner stays', async () => {
    const south = await addWorkspace(sluice, 'South');
    const [own] = (await south.owner('GET', '/api-keys')).body.items.filter(
      ({ role }: { role: string }) => role === 'owner',
    );
    expect(await south.owner('DELETE', `/api-keys/${own?.id}`)).toMatchObject({
      status: 409,
      body: { code: 'in-use' },
    });
  });

  it.each([
    undefined,
    '',
    'Bearer',
    'Bearer ',
    'Bearer sk_unknown',
    'Basic c2tfdW5rbm93bg==',
    `Bearer ${'x'.repeat(8_000)}`,
    "Bearer ' or 1=1 --",
  ])('is missing in the header %j', async (header) => {
    const refused = await callWith(sluice, header)('GET', '/flows');
    expect(refused).toMatchObject({ status: 401, body: { code: 'not-signed-in' } });
  });

  it.each([{}, { name: 'x' }, { name: 'x', role: 'root' }, { name: '', role: 'viewer' }])(
    'is not made from %j',
    async (body) => {
      expect((await north.owner('POST', '/api-keys', body)).status).toBe(400);
    },
  );

  it('is made and revoked by owners only, and the log says by whom', async () => {
    expect((await north.editor('POST', '/api-keys', { name: 'x', role: 'owner' })).status).toBe(403);
    expect((await north.viewer('GET', '/api-keys')).status).toBe(403);
    const made = await make('owner', 'Second owner');
    await north.owner('DELETE', `/api-keys/${made.id}`);
    const { items } = (await north.viewer('GET', `/audit?target=${made.id}`)).body;
    expect(items.map(({ action }: { action: string }) => action).sort()).toEqual([
      'api-key.create',
      'api-key.revoke',
    ]);
    expect(JSON.stringify(items)).not.toContain(made.key);
  });
});
