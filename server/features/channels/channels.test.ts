import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FakeSluice, fakeSluice } from '../../../test/fakes/sluice.ts';
import { addWorkspace, type FakeWorkspace } from '../../../test/fakes/workspace.ts';

const SECRET = 'a canary that must never come back';

let sluice: FakeSluice;
let north: FakeWorkspace;

beforeAll(async () => {
  sluice = await fakeSluice();
  north = await addWorkspace(sluice, 'North');
});
afterAll(() => sluice.close());

const newChannel = async (settings: unknown = {}) =>
  (await north.editor('POST', '/channels', { platform: 'website', name: 'Shop', settings })).body;
const edit = (id: string, body: unknown) => north.editor('PATCH', `/channels/${id}`, body);

describe('a channel', () => {
  it('gets a public key, and the defaults of its platform', async () => {
    const channel = await newChannel({ title: 'Ask us' });
    expect(channel).toMatchObject({ platform: 'website', name: 'Shop', secretsSet: [] });
    expect(channel.key).toMatch(/^pub_[0-9a-z]{26}$/);
    expect(channel.settings).toMatchObject({ title: 'Ask us', allowedOrigins: ['*'] });
    expect((await north.viewer('GET', `/channels/${channel.id}`)).body).toEqual(channel);
    expect((await north.viewer('GET', '/channels')).body.items).toContainEqual(channel);
  });

  it('of an unknown platform is refused, with the platforms there are', async () => {
    const refused = await north.editor('POST', '/channels', { platform: 'fax', name: 'Fax', settings: {} });
    expect(refused.status).toBe(400);
    expect(refused.body.problems[0]).toMatchObject({ code: 'unknown-platform', at: 'platform' });
    expect(refused.body.detail).toContain('website');
  });

  it.each([
    [{ allowedOrigins: ['shop.example'] }, 'settings.allowedOrigins.0'],
    [{ theme: { color: 'red; } body { display: none' } }, 'settings.theme.color'],
    [{ identity: { secret: 'short' } }, 'settings.identity.secret'],
    [{ unheardOf: true }, 'settings'],
  ])('with settings %j is refused at %s', async (settings, at) => {
    const refused = await north.editor('POST', '/channels', { platform: 'website', name: 'Shop', settings });
    expect(refused.status).toBe(400);
    expect(refused.body.problems[0]?.at).toBe(at);
  });

  it('merges changed settings into those that are there, and checks the whole', async () => {
    const channel = await newChannel({ title: 'Ask us', greeting: 'Hello', theme: { color: '#112233' } });
    const edited = await edit(channel.id, { settings: { greeting: null, theme: { side: 'left' } } });
    expect(edited.body.settings).toMatchObject({
      title: 'Ask us',
      theme: { color: '#112233', side: 'left' },
    });
    expect(edited.body.settings).not.toHaveProperty('greeting');
    expect((await edit(channel.id, { settings: { theme: { side: 'top' } } })).status).toBe(400);
    expect((await edit(channel.id, { name: 'Other' })).body).toMatchObject({
      name: 'Other',
      key: channel.key,
    });
  });

  it('is seen changed by the next visit', async () => {
    const channel = await newChannel({ title: 'Before' });
    expect((await sluice.runner.plans.byKey(channel.key))?.channel.settings.title).toBe('Before');
    await edit(channel.id, { settings: { title: 'After' } });
    expect((await sluice.runner.plans.byKey(channel.key))?.channel.settings.title).toBe('After');
    await north.editor('DELETE', `/channels/${channel.id}`);
    expect(await sluice.runner.plans.byKey(channel.key)).toBeNull();
    expect((await north.viewer('GET', `/channels/${channel.id}`)).status).toBe(404);
  });

  it('tells what can be targeted; with verified identities, claims of who one is are gone', async () => {
    const trust = async (id: string) =>
      Object.fromEntries(
        (await north.viewer('GET', `/channels/${id}/attributes`)).body.items.map(
          (entry: { path: string; trust: string }) => [entry.path, entry.trust],
        ),
      );
    const open = await trust((await newChannel()).id);
    expect(open.email).toBe('claimed');
    const verified = await trust((await newChannel({ identity: { secret: SECRET } })).id);
    expect(verified.email).not.toBe('claimed');
  });
});

describe('a secret', () => {
  it('is kept encrypted and used by the server, and comes back from no call', async () => {
    const channel = await newChannel({ identity: { secret: SECRET } });
    expect(channel.secretsSet).toEqual(['identity.secret']);
    const edited = await edit(channel.id, { settings: { title: 'Still verified' } });
    expect(edited.body.secretsSet).toEqual(['identity.secret']);
    const answers = [
      channel,
      edited.body,
      (await north.owner('GET', `/channels/${channel.id}`)).body,
      (await north.owner('GET', '/channels?limit=200')).body,
      (await north.owner('GET', `/channels/${channel.id}/attributes`)).body,
      (await north.owner('GET', '/audit?limit=200')).body,
    ];
    expect(JSON.stringify(answers)).not.toContain('canary');
    const rows = await sluice.runner.db.selectFrom('channels').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain('canary');
    const used = await sluice.runner.plans.byKey(channel.key);
    expect(used?.channel.settings.identity).toEqual({ secret: SECRET });
  });

  it('is removed with null, and then identities are no longer verified', async () => {
    const channel = await newChannel({ identity: { secret: SECRET } });
    const edited = await edit(channel.id, { settings: { identity: null } });
    expect(edited.body.secretsSet).toEqual([]);
    expect((await sluice.runner.plans.byKey(channel.key))?.channel.settings).not.toHaveProperty('identity');
  });

  it('does not open under another channel’s row', async () => {
    const [one, other] = [await newChannel({ identity: { secret: SECRET } }), await newChannel()];
    const { db } = sluice.runner;
    const { secrets } = await db
      .selectFrom('channels')
      .select('secrets')
      .where('id', '=', one.id)
      .executeTakeFirstOrThrow();
    expect(() => sluice.runner.secrets.open(secrets ?? '', other.id)).toThrow();
  });
});
