/** Every call of the path table, tried by those who may not: strangers, lower roles, nobody at all. */
import type { Role, RouteSpec } from '@sluice/api/route';
import { table } from '@sluice/api/table';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addAccount, addSession, browserWith, type FakeAccount } from './fakes/account.ts';
import { type FakeSluice, fakeSluice } from './fakes/sluice.ts';
import { callAs, callWith } from './fakes/workspace.ts';
import { type Entry, entries } from './isolation/entries.ts';
import { makeWorld, rowsOf, rowsOfAccount, type World } from './isolation/world.ts';

const MARK = 'canary-of-the-north';
const ROLES: readonly Role[] = ['viewer', 'editor', 'owner'];

let sluice: FakeSluice;
let north: World;
let south: World;
/** Of the north. */
let members: Readonly<Record<Role, FakeAccount>>;
let removed: FakeAccount;

beforeAll(async () => {
  sluice = await fakeSluice();
  north = await makeWorld(sluice, MARK);
  south = await makeWorld(sluice, 'south');
  const member = (role: Role) => addAccount(sluice, { roles: { [north.workspace.id]: role } });
  members = { owner: await member('owner'), editor: await member('editor'), viewer: await member('viewer') };
  removed = await addAccount(sluice, {
    roles: { [south.workspace.id]: 'owner', [north.workspace.id]: 'owner' },
  });
  await sluice.runner.db
    .deleteFrom('memberships')
    .where('workspace_id', '=', north.workspace.id)
    .where('account_id', '=', removed.id)
    .execute();
});
afterAll(() => sluice.close());

const nameOf = ({ method, path }: RouteSpec): string => `${method} ${path}`;
const entryOf = (spec: RouteSpec): Entry => {
  const entry = entries[nameOf(spec)];
  if (!entry) throw new Error(`${nameOf(spec)} has no entry in test/isolation/entries.ts`);
  return entry;
};
const expectedOf = (spec: RouteSpec): readonly number[] => {
  const { stranger } = entryOf(spec);
  if (typeof stranger !== 'string') return stranger;
  return { refused: [404], own: [spec.status], invalid: [400, 404] }[stranger];
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

/** Everything of the north: rows of its workspace, and of the account that owns it. */
const northNow = async () => [
  await rowsOf(sluice, north.workspace.id),
  await rowsOfAccount(sluice, north.ids.account),
];
const request = (spec: RouteSpec) => {
  const { path, body } = entryOf(spec);
  return [spec.method, path(north.ids), body?.(north.ids)] as const;
};
const isRole = (access: RouteSpec['role']): access is Role => ROLES.some((role) => role === access);
const inNorth = () => ({ 'sluice-workspace': north.workspace.id });

describe.each(calls.filter(({ spec }) => isRole(spec.role)))('$name', ({ spec }) => {
  it('is refused without a key, and with one that nobody knows', async () => {
    for (const authorization of [undefined, 'Bearer sk_unknown']) {
      expect((await callWith(sluice, authorization)(...request(spec))).status).toBe(401);
    }
  });

  it('STU-01: is refused without a session, and with one that nobody knows or that has ended', async () => {
    const gone = await addSession(sluice, north.ids.account);
    await gone.call('DELETE', '/session');
    for (const headers of [browserWith(), browserWith(`sluice_session=${'x'.repeat(43)}`), gone.headers]) {
      expect((await callAs(sluice, headers)(...request(spec), inNorth())).status).toBe(401);
    }
  });

  it('STU-01: is refused to lower roles, by key and by session, before anything is looked at', async () => {
    const before = await northNow();
    for (const role of ROLES.slice(0, ROLES.indexOf(spec.role as Role))) {
      const refusals = [
        await north.workspace[role](...request(spec)),
        await members[role].call(...request(spec), inNorth()),
      ];
      for (const refused of refusals) {
        expect(refused, role).toMatchObject({ status: 403, body: { code: 'role-too-low' } });
      }
    }
    expect(await northNow()).toEqual(before);
  });

  it('STU-01: is refused to members of other workspaces and to removed ones', async () => {
    const before = await northNow();
    for (const stranger of [south.owner, removed]) {
      const refused = await stranger.call(...request(spec), inNorth());
      expect(refused).toMatchObject({ status: 403, body: { code: 'not-a-member' } });
    }
    expect(await northNow()).toEqual(before);
  });

  it('shows and changes nothing of another workspace', async () => {
    const before = await northNow();
    for (const stranger of [south.workspace.owner, south.owner.call]) {
      const answer = await stranger(...request(spec));
      expect(expectedOf(spec)).toContain(answer.status);
      expect(JSON.stringify(answer.body ?? null)).not.toContain(MARK);
    }
    expect(await northNow()).toEqual(before);
  });
});

describe.each(calls.filter(({ spec }) => spec.role === 'account'))('$name', ({ spec }) => {
  it('STU-01: is refused without a session, and to every key', async () => {
    expect((await callAs(sluice, browserWith())(...request(spec))).status).toBe(401);
    expect((await north.workspace.owner(...request(spec))).body.code).toBe('account-needed');
  });

  it('STU-01: shows and changes nothing of another account', async () => {
    const before = await northNow();
    const stranger = await addAccount(sluice, { roles: { [south.workspace.id]: 'owner' } });
    const answer = await stranger.call(...request(spec));
    expect(expectedOf(spec)).toContain(answer.status);
    expect(JSON.stringify(answer.body ?? null)).not.toContain(MARK);
    expect(await northNow()).toEqual(before);
  });
});

describe.each(calls.filter(({ spec }) => spec.role === 'anyone'))('$name', ({ spec }) => {
  it('STU-01: shows and changes nothing of anybody to those who only know ids', async () => {
    const before = await northNow();
    for (const nobody of [callAs(sluice, browserWith()), south.owner.call]) {
      const answer = await nobody(...request(spec));
      expect(expectedOf(spec)).toContain(answer.status);
      expect(JSON.stringify(answer.body ?? null)).not.toContain(MARK);
    }
    expect(await northNow()).toEqual(before);
  });
});

describe('the same calls', () => {
  // What goes away goes last; a 409 says that the thing was found and stands in its own way.
  const last = ({ method, path }: RouteSpec): number =>
    method === 'DELETE' ? (path.includes(':') ? 1 : 2) : 0;
  const ordered = calls
    .filter(({ spec }) => spec.role !== 'anyone')
    .sort((a, b) => last(a.spec) - last(b.spec));

  it.each(ordered)('find the thing for its owner: $name', async ({ spec }) => {
    const caller = isRole(spec.role)
      ? north.workspace.owner
      : (await addSession(sluice, north.ids.account)).call;
    const answer = await caller(...request(spec));
    expect([spec.status, ...(entryOf(spec).owner ?? [409])]).toContain(answer.status);
  });
});
