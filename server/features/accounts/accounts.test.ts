import { DAY, HOUR, MINUTE } from '@sluice/core/instant';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { addAccount, addSession, browserWith, PASSWORD } from '../../../test/fakes/account.ts';
import { type FakeSluice, fakeSluice } from '../../../test/fakes/sluice.ts';
import { addWorkspace, callAs, callWith } from '../../../test/fakes/workspace.ts';
import { prepareWorkspace } from '../../prepare-workspace.ts';
import { forgetOldAccess } from './forget.ts';

let sluice: FakeSluice;
beforeAll(async () => {
  sluice = await fakeSluice();
});
afterAll(() => sluice.close());
beforeEach(async () => {
  for (const table of ['attempts', 'sessions', 'memberships', 'accounts'] as const) {
    await sluice.runner.db.deleteFrom(table).execute();
  }
});
/** Another Sluice for one test. */
const another = async (config: Parameters<typeof fakeSluice>[0]): Promise<FakeSluice> => {
  const made = await fakeSluice(config);
  onTestFinished(() => made.close());
  return made;
};

const visitor = () => callAs(sluice, browserWith());
/** The browser after an answer that set a cookie. */
const browserAfter = (cookie: string | undefined) => callAs(sluice, browserWith(cookie?.split(';')[0]));
const first = (token: string) => ({
  token,
  name: 'Ann Example',
  email: ' Ann@Example.com ',
  password: PASSWORD,
  workspace: 'Acme',
});
const start = async () => (await prepareWorkspace(sluice.runner)).setupToken ?? '';
const signIn = (email: string, password = PASSWORD) => visitor()('POST', '/sessions', { email, password });

describe('the first account', () => {
  it('is made by the one-time link, owns its workspace, and is signed in', async () => {
    const token = await start();
    expect((await visitor()('GET', `/setup?token=${token}`)).body).toEqual({ needed: true, valid: true });
    const made = await visitor()('POST', '/setup', first(token));
    expect(made).toMatchObject({
      status: 201,
      body: {
        account: { name: 'Ann Example', email: 'ann@example.com' },
        workspaces: [{ name: 'Acme', role: 'owner', demo: false }],
      },
    });
    const ann = browserAfter(made.cookie);
    expect((await ann('GET', '/session')).body).toEqual(made.body);
    expect((await ann('POST', '/flows', { name: 'Support' })).status).toBe(201);
  });

  it('also owns the demo, which stands apart and last', async () => {
    const shop = await another({ demo: true });
    const token = (await prepareWorkspace(shop.runner)).setupToken ?? '';
    const made = await callAs(shop, browserWith())('POST', '/setup', first(token));
    expect(made.body.workspaces).toMatchObject([
      { name: 'Acme', demo: false, role: 'owner' },
      { name: 'Demo', demo: true, role: 'owner' },
    ]);
    const ann = callAs(shop, browserWith(made.cookie?.split(';')[0]));
    const flows = (headers = {}) => ann('GET', '/flows', undefined, headers);
    expect((await flows()).body.items).toEqual([]);
    const demo = await flows({ 'sluice-workspace': made.body.workspaces[1]?.id ?? '' });
    expect(demo.body.items[0]?.name).toBe('Customer Support Bot');
  });

  it('has the same link after every start, which is good once', async () => {
    const token = await start();
    expect(await start()).toBe(token);
    expect(token.length).toBeGreaterThanOrEqual(43);
    expect((await visitor()('POST', '/setup', first(token))).status).toBe(201);
    expect((await prepareWorkspace(sluice.runner)).setupToken).toBeNull();
    expect((await visitor()('GET', `/setup?token=${token}`)).body).toEqual({ needed: false, valid: false });
    const again = await visitor()('POST', '/setup', { ...first(token), email: 'bob@example.com' });
    expect(again).toMatchObject({ status: 400, body: { code: 'link-not-good' } });
  });

  it('is made by one of those who come at the same moment', async () => {
    const token = await start();
    const tries = await Promise.all(
      ['ann', 'bob', 'cy'].map((who) =>
        visitor()('POST', '/setup', { ...first(token), email: `${who}@example.com` }),
      ),
    );
    expect(tries.map(({ status }) => status).sort()).toEqual([201, 400, 400]);
    expect(await sluice.runner.db.selectFrom('accounts').select('id').execute()).toHaveLength(1);
  });

  it.each([
    ['a short password', { password: 'short' }],
    ['its e-mail address as password', { password: 'ANN@example.com ' }],
    ['no address', { email: 'ann' }],
    ['no name', { name: ' ' }],
    ['another link', { token: 'x'.repeat(43) }],
    ['no link', { token: '' }],
  ])('is not made with %s', async (_, wrong) => {
    const refused = await visitor()('POST', '/setup', { ...first(await start()), ...wrong });
    expect(refused.status).toBe(400);
    expect(await sluice.runner.db.selectFrom('accounts').select('id').execute()).toEqual([]);
  });

  it('comes from the environment when it is there', async () => {
    const admin = { email: 'root@example.com', password: PASSWORD };
    const runner = { ...sluice.runner, config: { ...sluice.runner.config, admin } };
    expect((await prepareWorkspace(runner)).setupToken).toBeNull();
    await prepareWorkspace(runner);
    expect((await signIn('root@example.com')).body).toMatchObject({
      account: { name: 'root' },
      workspaces: [{ role: 'owner' }],
    });
  });
});

describe('a session', () => {
  it('begins by signing in, in a cookie that no script reads, and ends by signing out', async () => {
    await addAccount(sluice, { email: 'ann@example.com' });
    const { cookie, status } = await signIn('ANN@example.com');
    expect(status).toBe(201);
    expect(cookie).toMatch(/^sluice_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=2592000$/);
    const ann = browserAfter(cookie);
    expect((await ann('GET', '/session')).status).toBe(200);
    const out = await ann('DELETE', '/session');
    expect(out).toMatchObject({ status: 204, cookie: expect.stringContaining('Max-Age=0') });
    expect((await ann('GET', '/session')).status).toBe(401);
  });

  it('over TLS has a cookie that only this host and only TLS carries', async () => {
    const secure = await another({ publicUrl: 'https://chat.example.com' });
    await addAccount(secure, { email: 'ann@example.com' });
    const { cookie } = await callAs(secure, { origin: 'https://chat.example.com' })('POST', '/sessions', {
      email: 'ann@example.com',
      password: PASSWORD,
    });
    expect(cookie).toMatch(/^__Host-sluice_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Secure; /);
  });

  it('is kept as a hash, and another one each time', async () => {
    await addAccount(sluice, { email: 'ann@example.com' });
    const tokens = [];
    for (let n = 0; n < 2; n += 1) tokens.push((await signIn('ann@example.com')).cookie?.split(/[=;]/)[1]);
    expect(tokens[0]).not.toBe(tokens[1]);
    const rows = JSON.stringify(await sluice.runner.db.selectFrom('sessions').selectAll().execute());
    for (const token of tokens) expect(rows).not.toContain(token);
  });

  it('is renewed by signing in: the one that the browser brought is over', async () => {
    const ann = await addAccount(sluice, { email: 'ann@example.com' });
    const again = await ann.call('POST', '/sessions', { email: 'ann@example.com', password: PASSWORD });
    expect(again.status).toBe(201);
    expect((await ann.call('GET', '/session')).status).toBe(401);
  });

  it('AUT-11: ends after seven days of silence and after thirty in any case, to the second', async () => {
    const ann = await addAccount(sluice);
    const isIn = async () => (await ann.call('GET', '/session')).status === 200;
    for (let days = 6; days < 30; days += 6) {
      sluice.clock.advance(6 * DAY);
      expect(await isIn()).toBe(true);
    }
    sluice.clock.advance(6 * DAY - 1_000);
    expect(await isIn()).toBe(true);
    sluice.clock.advance(1_000);
    expect(await isIn()).toBe(false);
    const bob = await addAccount(sluice);
    sluice.clock.advance(7 * DAY - 1_000);
    expect((await bob.call('GET', '/session')).status).toBe(200);
    sluice.clock.advance(7 * DAY);
    expect((await bob.call('GET', '/session')).status).toBe(401);
  });

  it('tells when it was used with one write in five minutes', async () => {
    const ann = await addAccount(sluice);
    const seen = async () =>
      (await sluice.runner.db.selectFrom('sessions').select('last_seen_at').executeTakeFirstOrThrow())
        .last_seen_at;
    const before = await seen();
    sluice.clock.advance(MINUTE);
    await ann.call('GET', '/session');
    expect(await seen()).toEqual(before);
    sluice.clock.advance(5 * MINUTE);
    await ann.call('GET', '/session');
    expect(await seen()).toEqual(new Date(sluice.clock.now()));
  });

  it('works in the workspace that a call names, else in the first, and in no other', async () => {
    const north = await addWorkspace(sluice, 'North');
    sluice.clock.advance(1_000);
    const south = await addWorkspace(sluice, 'South');
    const east = await addWorkspace(sluice, 'East');
    const ann = await addAccount(sluice, { roles: { [north.id]: 'owner', [south.id]: 'viewer' } });
    const flow = (await south.owner('POST', '/flows', { name: 'Theirs' })).body;
    const inSouth = { 'sluice-workspace': south.id };
    expect((await ann.call('GET', '/flows')).body.items).toEqual([]);
    expect((await ann.call('GET', '/flows', undefined, inSouth)).body.items).toMatchObject([{ id: flow.id }]);
    expect((await ann.call('POST', '/flows', { name: 'x' }, inSouth)).body.code).toBe('role-too-low');
    for (const id of [east.id, 'workspace_unknown', '', "' or 1=1 --"]) {
      const refused = await ann.call('GET', '/flows', undefined, { 'sluice-workspace': id });
      expect(refused).toMatchObject({ status: 403, body: { code: 'not-a-member' } });
    }
  });

  it('counts a changed role and a removed member at the next call', async () => {
    const north = await addWorkspace(sluice, 'North');
    const ann = await addAccount(sluice, { roles: { [north.id]: 'editor' } });
    expect((await ann.call('POST', '/flows', { name: 'x' })).status).toBe(201);
    await sluice.runner.db.updateTable('memberships').set({ role: 'viewer' }).execute();
    expect((await ann.call('POST', '/flows', { name: 'y' })).status).toBe(403);
    await sluice.runner.db.deleteFrom('memberships').execute();
    expect((await ann.call('GET', '/flows')).body.code).toBe('not-a-member');
  });

  it('gives its name to the audit log and to versions', async () => {
    const north = await addWorkspace(sluice, 'North');
    const ann = await addAccount(sluice, {
      name: 'Ann',
      email: 'a@example.com',
      roles: { [north.id]: 'owner' },
    });
    const flow = (await ann.call('POST', '/flows', { name: 'Support' })).body.id;
    expect((await ann.call('GET', `/audit?target=${flow}`)).body.items[0]?.actor).toBe('Ann <a@example.com>');
  });

  it('gives way to a key that comes along, also a wrong one', async () => {
    const north = await addWorkspace(sluice, 'North');
    const ann = await addAccount(sluice, { roles: { [north.id]: 'owner' } });
    const wrong = await ann.call('GET', '/flows', undefined, { authorization: 'Bearer sk_unknown' });
    expect(wrong.status).toBe(401);
    expect((await callWith(sluice, 'Bearer sk_unknown')('GET', '/session')).body.code).toBe('account-needed');
  });
});

describe('the devices of an account', () => {
  it('are listed, and signed out one by one or all others at once', async () => {
    const ann = await addAccount(sluice);
    const phone = await addSession(sluice, ann.id);
    const tablet = await addSession(sluice, ann.id);
    const { items } = (await ann.call('GET', '/account/sessions')).body;
    expect(items).toHaveLength(3);
    expect(items.find(({ current }) => current)?.id).toBe(ann.sessionId);
    expect((await ann.call('DELETE', `/account/sessions/${phone.sessionId}`)).status).toBe(204);
    expect((await phone.call('GET', '/session')).status).toBe(401);
    expect((await ann.call('DELETE', '/account/sessions')).status).toBe(204);
    expect((await tablet.call('GET', '/session')).status).toBe(401);
    expect((await ann.call('GET', '/session')).status).toBe(200);
  });

  it('of somebody else are not found', async () => {
    const ann = await addAccount(sluice);
    const bob = await addAccount(sluice);
    expect((await ann.call('DELETE', `/account/sessions/${bob.sessionId}`)).status).toBe(404);
    expect((await bob.call('GET', '/session')).status).toBe(200);
  });
});

describe('one’s own account', () => {
  it('takes another name', async () => {
    const ann = await addAccount(sluice);
    expect((await ann.call('PATCH', '/account', { name: 'Ann B.' })).body.name).toBe('Ann B.');
    expect((await ann.call('GET', '/session')).body.account.name).toBe('Ann B.');
  });

  it('takes another password for the one of today, and signs every other device out', async () => {
    const ann = await addAccount(sluice);
    const phone = await addSession(sluice, ann.id);
    const change = (current: string) =>
      ann.call('PUT', '/account/password', { current, password: 'another long password' });
    expect(await change('a wrong password')).toMatchObject({
      status: 400,
      body: { problems: [{ at: 'current' }] },
    });
    expect((await change(PASSWORD)).status).toBe(204);
    expect((await phone.call('GET', '/session')).status).toBe(401);
    expect((await ann.call('GET', '/session')).status).toBe(200);
    expect((await signIn(ann.email)).status).toBe(401);
    expect((await signIn(ann.email, 'another long password')).status).toBe(201);
  });
});

describe('tries to sign in', () => {
  const attempt = (email: string, address: string, password = 'a wrong password') =>
    sluice.app.inject({
      method: 'POST',
      url: '/api/v1/sessions',
      remoteAddress: address,
      payload: { email, password },
    });

  it('AUT-01: are locked per account after ten, from however many addresses, also at the same moment', async () => {
    const ann = await addAccount(sluice);
    const tries = await Promise.all(Array.from({ length: 40 }, (_, n) => attempt(ann.email, `10.0.0.${n}`)));
    const answers = tries.map(({ statusCode }) => statusCode);
    expect(answers.filter((status) => status === 401)).toHaveLength(10);
    expect(answers.filter((status) => status === 429)).toHaveLength(30);
    expect((await attempt(ann.email, '10.1.0.1', PASSWORD)).statusCode, 'the right one, too').toBe(429);
    sluice.clock.advance(MINUTE);
    expect((await attempt(ann.email, '10.1.0.1', PASSWORD)).statusCode).toBe(201);
  });

  it('AUT-01: are locked per address after ten, over however many accounts', async () => {
    for (let n = 0; n < 10; n += 1) {
      expect((await attempt(`ann-${n}@example.com`, '2001:db8::1')).statusCode).toBe(401);
    }
    expect((await attempt('bob@example.com', '2001:db8:0:0:ffff::7')).statusCode, 'one network').toBe(429);
    expect((await attempt('bob@example.com', '2001:db8:0:1::1')).statusCode, 'another one').toBe(401);
  });

  it('AUT-01: wait longer after each further failure, an hour at most', async () => {
    for (let n = 0; n < 10; n += 1) await attempt('ann@example.com', `10.0.1.${n}`);
    for (const minutes of [1, 2, 4, 8, 16, 32, 60]) {
      sluice.clock.advance(minutes * MINUTE - 1);
      expect((await attempt('ann@example.com', `10.0.2.${minutes}`)).statusCode).toBe(429);
      sluice.clock.advance(1);
      expect((await attempt('ann@example.com', `10.0.3.${minutes}`)).statusCode).toBe(401);
    }
    sluice.clock.advance(25 * HOUR);
    for (let n = 0; n < 9; n += 1) await attempt('ann@example.com', `10.0.4.${n}`);
    expect((await attempt('ann@example.com', '10.0.4.9')).statusCode, 'after a day all is forgotten').toBe(
      401,
    );
  });

  it('are forgiven by a success, so that nobody is locked out of their own account by time', async () => {
    const ann = await addAccount(sluice);
    for (let n = 0; n < 30; n += 1) {
      const right = n % 5 === 4;
      const answer = await attempt(ann.email, '10.9.9.9', right ? PASSWORD : 'a wrong password');
      if (n < 9) expect(answer.statusCode).toBe(right ? 201 : 401);
    }
    expect((await attempt(ann.email, '10.9.9.8', PASSWORD)).statusCode).toBe(201);
  });

  it('hold no address and no e-mail in the database', async () => {
    await attempt('secret-name@example.com', '10.7.7.7');
    const rows = JSON.stringify(await sluice.runner.db.selectFrom('attempts').selectAll().execute());
    expect(rows).not.toMatch(/secret-name|10\.7\.7\.7/);
  });
});

describe('what is over', () => {
  it('is forgotten: tries, sessions, links and invitations, and nothing that is still good', async () => {
    const { db } = sluice.runner;
    const north = await addWorkspace(sluice, 'Northern');
    const ann = await addAccount(sluice, { roles: { [north.id]: 'owner' } });
    const invite = (email: string) => ann.call('POST', '/invitations', { email, role: 'viewer' });
    await invite('old@example.com');
    await signIn('nobody@example.com');
    sluice.clock.advance(31 * DAY);
    const bob = await addAccount(sluice, { roles: { [north.id]: 'owner' } });
    await bob.call('POST', '/invitations', { email: 'new@example.com', role: 'viewer' });
    await forgetOldAccess(sluice.runner);
    expect(await db.selectFrom('sessions').select('id').execute()).toEqual([{ id: bob.sessionId }]);
    expect(await db.selectFrom('attempts').select('subject').execute()).toEqual([]);
    expect(await db.selectFrom('invitations').select('email').execute()).toEqual([
      { email: 'new@example.com' },
    ]);
  });
});
