/** Hostile cases of the studio's API that concern every call alike. */
import { table } from '@sluice/api/table';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { addAccount, type FakeAccount } from '../fakes/account.ts';
import { type FakeSluice, fakeSluice } from '../fakes/sluice.ts';
import { entries } from '../isolation/entries.ts';
import { makeWorld, rowsOf, type World } from '../isolation/world.ts';

const SECRET = 'canary-of-a-stored-credential-of-32-and-more';
let sluice: FakeSluice;
let north: World;
let viewer: FakeAccount;
beforeAll(async () => {
  sluice = await fakeSluice();
  north = await makeWorld(sluice, 'north');
  viewer = await addAccount(sluice, { roles: { [north.workspace.id]: 'viewer' } });
});
afterAll(() => sluice.close());

const reads = table
  .filter(({ method, role }) => method === 'GET' && role !== 'anyone')
  .map((spec) => ({ name: spec.path, spec, entry: entries[`GET ${spec.path}`] }));

describe('STU-04: a stored credential', () => {
  it('goes in and never comes out, to nobody, by no call', async () => {
    const { channel } = north.ids;
    const saved = await north.owner.call('PATCH', `/channels/${channel}`, {
      settings: { identity: { secret: SECRET } },
    });
    expect(saved.body.secretsSet).toEqual(['identity.secret']);
    expect(JSON.stringify(saved.body)).not.toContain(SECRET);
    for (const { entry } of reads) {
      for (const { call } of [viewer, north.owner]) {
        const answer = await call('GET', entry?.path(north.ids) ?? '');
        expect(JSON.stringify(answer.body)).not.toContain(SECRET);
      }
    }
    expect(
      await rowsOf(sluice, north.workspace.id),
      'not even the database holds it in the clear',
    ).not.toContain(SECRET);
  });

  it('cannot be replaced or used by a viewer, nor a workspace be named in a body', async () => {
    const { channel, flow } = north.ids;
    const replaced = await viewer.call('PATCH', `/channels/${channel}`, { settings: { identity: null } });
    expect(replaced.body.code).toBe('role-too-low');
    const preview = { flowId: flow, channelId: channel, workspaceId: 'workspace_other' };
    expect((await north.owner.call('POST', '/deployments/preview', preview)).status).toBe(400);
  });
});

describe('STU-05: what looks like a piece of a query', () => {
  const PIECES = [
    "' OR 1=1 --",
    'id;--',
    '"; drop table flows; --',
    "x') or true--",
    '%',
    '{"$ne":null}',
    "a->>'b'",
  ];

  it.each(reads)('is a text to every filter of GET $name, and nothing else', async ({ spec, entry }) => {
    const before = await rowsOf(sluice, north.workspace.id);
    const [path = ''] = (entry?.path(north.ids) ?? '').split('?');
    const filters = spec.query instanceof z.ZodObject ? Object.keys(spec.query.shape) : [];
    for (const piece of PIECES) {
      for (const filter of filters) {
        // The calls of these tests fail on any 5xx.
        const answer = await north.owner.call('GET', `${path}?${filter}=${encodeURIComponent(piece)}`);
        const body: object = answer.body;
        // A filter that was read as a piece of a query would let everything through.
        if ('items' in body) expect(body.items, `${filter}=${piece}`).toEqual([]);
      }
      if (spec.query === undefined) continue;
      for (const unknown of ['sort', 'order', 'query_operator', 'where', 'workspaceId']) {
        const refused = await north.owner.call('GET', `${path}?${unknown}=${encodeURIComponent(piece)}`);
        expect(refused.status, unknown).toBe(400);
      }
    }
    expect(await rowsOf(sluice, north.workspace.id)).toBe(before);
  });
});

describe('STU-11: the headers of every page', () => {
  const PAGES = [
    '/',
    '/studio',
    '/studio/setup?token=x',
    '/preview/x',
    '/docs',
    '/nothing-here',
    '/api/v1/session',
    '/openapi.json',
  ];

  let secure: FakeSluice;
  beforeAll(async () => {
    secure = await fakeSluice({ publicUrl: 'https://chat.example.com' });
  });
  afterAll(() => secure.close());

  it.each(PAGES)('of %s keep scripts, frames and guesses out', async (url) => {
    const { headers } = await secure.app.inject({ url });
    const policy = String(headers['content-security-policy']);
    expect(policy).toMatch(/frame-ancestors '(none|self)'/);
    expect(/script-src ([^;]*)/.exec(policy)?.[1]).not.toContain('unsafe');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['referrer-policy']).toBe('strict-origin-when-cross-origin');
    expect(headers['strict-transport-security']).toMatch(/max-age=\d{7,}/);
  });
});
