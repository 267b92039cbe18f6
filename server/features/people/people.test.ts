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

const put = (key: string, attributes: unknown = {}) =>
  north.editor('PUT', `/people/by-key/${encodeURIComponent(key)}`, { attributes });

describe('putting a person', () => {
  it('makes a new one under an unknown key, and finds them under it afterwards', async () => {
    const made = await put('user-1', { email: 'ann@bigcorp.com', tags: ['VIP'] });
    expect(made.body).toMatchObject({
      key: 'user-1',
      attributes: { email: 'ann@bigcorp.com', tags: ['VIP'] },
      verified: { email: 'ann@bigcorp.com', tags: ['VIP'] },
      claimed: {},
      tags: ['VIP'],
      identities: [{ kind: 'user', value: 'user-1' }],
      mergedIds: [],
    });
    for (const key of [made.body.id, 'user-1', 'ann@bigcorp.com']) {
      expect((await north.viewer('GET', `/people/${key}`)).body).toEqual(made.body);
    }
  });

  it('merges attributes into those that are there; null removes', async () => {
    await put('user-2', { plan: 'free', company: { name: 'Acme', size: 9 }, old: 1 });
    const changed = await put('user-2', { plan: 'premium', company: { size: 10 }, old: null });
    expect(changed.body.verified).toEqual({ plan: 'premium', company: { name: 'Acme', size: 10 } });
  });

  it('beats what pages claim, path by path', async () => {
    const made = await put('user-3', { company: { size: 10 } });
    await sluice.runner.db
      .updateTable('people')
      .set({ claimed: JSON.stringify({ company: { size: 9_999, name: 'Claimed' }, plan: 'gold' }) })
      .where('id', '=', made.body.id)
      .execute();
    expect((await north.viewer('GET', '/people/user-3')).body.attributes).toEqual({
      company: { size: 10, name: 'Claimed' },
      plan: 'gold',
    });
  });

  it('makes one person when many calls bring the same new key at once', async () => {
    const calls = await Promise.all(Array.from({ length: 8 }, (_, n) => put('user-4', { [`field${n}`]: n })));
    expect(new Set(calls.map(({ body }) => body.id)).size).toBe(1);
    expect(Object.keys((await north.viewer('GET', '/people/user-4')).body.verified)).toHaveLength(8);
  });

  it('takes keys as they come: slashes, spaces, quotes, other scripts', async () => {
    for (const key of ['a/b?c=d#e', "O'Brien; drop table people;--", 'Ünï cödé 例', '%_\\']) {
      const made = await put(key);
      expect(made.status).toBe(200);
      expect(made.body.key).toBe(key);
      expect((await north.viewer('GET', `/people/${encodeURIComponent(key)}`)).body.id).toBe(made.body.id);
    }
  });

  it('takes names of the prototype as plain names', async () => {
    const made = await put('user-5', { constructor: 'x', toString: 'y' });
    expect(made.body.verified).toEqual({ constructor: 'x', toString: 'y' });
  });

  it.each([
    [{ attributes: [] }, 'attributes'],
    [{ attributes: 'x' }, 'attributes'],
    [{ tags: ['VIP'] }, ''],
    [{ attributes: { note: 'nul \u0000' } }, 'attributes.note'],
  ])('is refused for %j, naming the field', async (body, at) => {
    const refused = await north.editor('PUT', '/people/by-key/user-6', body);
    expect(refused.status).toBe(400);
    expect(refused.body.problems[0]?.at).toBe(at);
    expect((await north.viewer('GET', '/people/user-6')).status).toBe(404);
  });

  it('is refused when the person’s attributes outgrow 64 KB, and nothing is kept', async () => {
    await put('user-7', { a: 'x'.repeat(40_000) });
    expect((await put('user-7', { b: 'x'.repeat(40_000) })).status).toBe(413);
    expect((await north.viewer('GET', '/people/user-7')).body.verified).not.toHaveProperty('b');
    expect((await put('user-8', { a: 'x'.repeat(70_000) })).status).toBe(413);
    expect((await north.viewer('GET', '/people/user-8')).status).toBe(404);
  });
});

describe('the list of people', () => {
  it('is searched in ids, keys, e-mail addresses and names, without wildcards', async () => {
    const found = async (q: string) =>
      (await north.viewer('GET', `/people?q=${encodeURIComponent(q)}`)).body.items.map(
        (item: { key: string }) => item.key,
      );
    await put('zed-1', { email: 'zed@example.org', name: 'Zed 100%' });
    await put('zed-2', { name: 'Zed 1000' });
    expect(await found('ZED@EXAMPLE')).toEqual(['zed-1']);
    expect(await found('100%')).toEqual(['zed-1']);
    expect((await found('zed')).sort()).toEqual(['zed-1', 'zed-2']);
    expect(await found('_ed-1')).toEqual([]);
    expect(await found("' or 1=1 --")).toEqual([]);
  });

  it('knows no other filters, and no empty search', async () => {
    expect((await north.viewer('GET', '/people?order=id')).status).toBe(400);
    expect((await north.viewer('GET', '/people?q=')).status).toBe(400);
    expect((await north.viewer('GET', '/people?q=%00')).status).toBe(400);
  });
});
