/** Every call of the path table, tried by those who may not: strangers, lower roles, nobody at all. */
import type { Role, RouteSpec } from '@sluice/api/route';
import { table } from '@sluice/api/table';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FakeSluice, fakeSluice } from './fakes/sluice.ts';
import { callWith } from './fakes/workspace.ts';
import { type Entry, entries } from './isolation/entries.ts';
import { makeWorld, rowsOf, type World } from './isolation/world.ts';

const MARK = 'canary-of-the-north';
const ROLES: readonly Role[] = ['viewer', 'editor', 'owner'];

let sluice: FakeSluice;
let north: World;
let south: World;

beforeAll(async () => {
  sluice = await fakeSluice();
  north = await makeWorld(sluice, MARK);
  south = await makeWorld(sluice, 'south');
});
afterAll(() => sluice.close());

const nameOf = ({ method, path }: RouteSpec): string => `${method} ${path}`;
const entryOf = (spec: RouteSpec): Entry => {
  const entry = entries[nameOf(spec)];
  if (!entry) throw new Error(`${nameOf(spec)} has no entry in test/isolation/entries.ts`);
  return entry;
};
const calls = table.map((spec) => ({ name: nameOf(spec), spec }));

describe('the path table', () => {
  it('has an entry for each of its calls here, and each call is served', () => {
    expect(Object.keys(entries).sort()).toEqual(calls.map(({ name }) => name).sort());
    for (const { name, spec } of calls) {
      const served = sluice.app.hasRoute({ method: spec.method, url: `/api/v1${spec.path}` });
      expect(served, `${name} is not bound`).toBe(true);
    }
  });

  it('knows every call that is served', async () => {
    const document = (await sluice.app.inject('/openapi.json')).json();
    const served = Object.entries(document.paths as Record<string, object>)
      .filter(([path]) => path.startsWith('/api/v1/'))
      .flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`));
    const known = calls.map(({ spec }) => `${spec.method} /api/v1${spec.path.replace(/:(\w+)/g, '{$1}')}`);
    expect(served.sort()).toEqual(known.sort());
  });
});

describe.each(calls)('$name', ({ spec }) => {
  it('is refused without a key, and with one that nobody knows', async () => {
    const { path, body } = entryOf(spec);
    for (const authorization of [undefined, 'Bearer sk_unknown']) {
      const refused = await callWith(sluice, authorization)(spec.method, path(north.ids), body?.(north.ids));
      expect(refused.status).toBe(401);
    }
  });

  it('is refused to lower roles, before anything is looked at', async () => {
    const { path, body } = entryOf(spec);
    const before = await rowsOf(sluice, north.workspace.id);
    for (const role of ROLES.slice(0, ROLES.indexOf(spec.role))) {
      const refused = await north.workspace[role](spec.method, path(north.ids), body?.(north.ids));
      expect(refused, role).toMatchObject({ status: 403, body: { code: 'role-too-low' } });
    }
    expect(await rowsOf(sluice, north.workspace.id)).toBe(before);
  });

  it('shows and changes nothing of another workspace', async () => {
    const { path, body, stranger } = entryOf(spec);
    const before = await rowsOf(sluice, north.workspace.id);
    const answer = await south.workspace.owner(spec.method, path(north.ids), body?.(north.ids));
    const expected = { refused: [404], own: [spec.status], invalid: [400, 404] }[stranger];
    expect(expected).toContain(answer.status);
    expect(JSON.stringify(answer.body ?? null)).not.toContain(MARK);
    expect(await rowsOf(sluice, north.workspace.id)).toBe(before);
  });
});

describe('the same calls', () => {
  // What goes away goes last; a 409 says that the thing was found and stands in its own way.
  const ordered = [...calls].sort(
    (a, b) => Number(a.spec.method === 'DELETE') - Number(b.spec.method === 'DELETE'),
  );

  it.each(ordered)('find the thing for its owner: $name', async ({ spec }) => {
    const { path, body } = entryOf(spec);
    const answer = await north.workspace.owner(spec.method, path(north.ids), body?.(north.ids));
    expect([spec.status, 409]).toContain(answer.status);
  });
});
