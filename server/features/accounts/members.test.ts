import { DAY } from '@sluice/core/instant';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addAccount, browserWith, type FakeAccount, PASSWORD } from '../../../test/fakes/account.ts';
import { type Mailbox, mailbox, tokenIn } from '../../../test/fakes/mailbox.ts';
import { type FakeSluice, fakeSluice } from '../../../test/fakes/sluice.ts';
import { addWorkspace, callAs, type FakeWorkspace } from '../../../test/fakes/workspace.ts';

const PUBLIC = 'http://sluice.test';
let mailing: FakeSluice;
let box: Mailbox;
let plain: FakeSluice;
beforeAll(async () => {
  box = mailbox();
  mailing = await fakeSluice({ publicUrl: PUBLIC }, { mailer: box });
  plain = await fakeSluice({ publicUrl: PUBLIC });
});
afterAll(() => Promise.all([mailing.close(), plain.close()]));

let sluice: FakeSluice;
let north: FakeWorkspace;
let ann: FakeAccount;
const enter = async (where: FakeSluice) => {
  sluice = where;
  north = await addWorkspace(where, 'North');
  ann = await addAccount(where, { name: 'Ann', roles: { [north.id]: 'owner' } });
};
const visitor = () => callAs(sluice, browserWith());
const member = (role: 'owner' | 'editor' | 'viewer') => addAccount(sluice, { roles: { [north.id]: role } });
const roles = async () => {
  const { items } = (await north.viewer('GET', '/members')).body;
  return new Map(items.map(({ id, role }: { id: string; role: string }) => [id, role]));
};
let invited = 0;
const invite = async (role = 'editor', email?: string) => {
  invited += 1;
  const address = email ?? `bob-${invited}@example.com`;
  const made = await ann.call('POST', '/invitations', { email: address, role });
  return { ...made, email: address, token: made.body.link ? tokenIn(made.body.link) : '' };
};
const accept = (token: string, more: object = { name: 'Bob', password: PASSWORD }) =>
  visitor()('POST', '/invitations/accept', { token, ...more });

describe('an invitation without e-mail', () => {
  beforeEach(() => enter(plain));

  it('shows its link to the owner, once, and lets in whoever has it with a new account', async () => {
    const made = await invite('editor', ' Bob@Example.com ');
    expect(made).toMatchObject({
      status: 201,
      body: { email: 'bob@example.com', mail: 'off', problem: null },
    });
    expect(made.body.link).toMatch(/^http:\/\/sluice\.test\/studio\/invitation\?token=[\w-]{43}$/);
    expect(JSON.stringify((await ann.call('GET', '/invitations')).body)).not.toContain(made.token);
    const look = await visitor()('POST', '/invitations/look', { token: made.token });
    expect(look.body).toMatchObject({
      workspace: 'North',
      email: 'bob@example.com',
      role: 'editor',
      invitedBy: expect.stringContaining('Ann'),
      hasAccount: false,
    });
    const joined = await accept(made.token);
    expect(joined.body).toMatchObject({
      account: { name: 'Bob', email: 'bob@example.com' },
      workspaces: [{ id: north.id, role: 'editor' }],
      joined: north.id,
    });
    const bob = callAs(sluice, browserWith(joined.cookie?.split(';')[0]));
    expect((await bob('POST', '/flows', { name: 'x' })).status).toBe(201);
    expect((await ann.call('GET', '/invitations')).body.items).toEqual([]);
  });

  it('is accepted by the account of its address, signed in, and by no other', async () => {
    const bob = await addAccount(sluice);
    const eve = await addAccount(sluice);
    const { token } = await invite('viewer', bob.email);
    expect((await visitor()('POST', '/invitations/look', { token })).body.hasAccount).toBe(true);
    expect((await accept(token)).body.code).toBe('sign-in-first');
    expect((await eve.call('POST', '/invitations/accept', { token })).body.code).toBe('other-account');
    expect((await bob.call('POST', '/invitations/accept', { token })).body.workspaces).toMatchObject([
      { id: north.id, role: 'viewer' },
    ]);
    expect((await bob.call('GET', '/session')).status, 'the session goes on').toBe(200);
  });

  it('AUT-09: accepted by several at the same moment makes one membership and one account', async () => {
    const { token, email } = await invite();
    const tries = await Promise.all([accept(token), accept(token), accept(token)]);
    expect(tries.map(({ status }) => status).sort()).toEqual([200, 400, 400]);
    const found = await sluice.runner.db
      .selectFrom('accounts')
      .select('id')
      .where('email', '=', email)
      .execute();
    expect(found).toHaveLength(1);
    expect((await roles()).size).toBe(2);
  });

  it('AUT-09: is good neither after it was accepted, nor revoked, nor replaced, nor seven days old', async () => {
    const used = await invite();
    await accept(used.token);
    const revoked = await invite();
    expect((await ann.call('DELETE', `/invitations/${revoked.body.id}`)).status).toBe(204);
    const replaced = await invite();
    await invite('owner', replaced.email);
    const old = await invite();
    sluice.clock.advance(7 * DAY);
    for (const { token } of [
      used,
      revoked,
      replaced,
      old,
      { token: 'x'.repeat(43) },
      { token: old.body.id },
    ]) {
      const refused = await accept(token);
      expect(refused).toMatchObject({ status: 400, body: { code: 'link-not-good' } });
      expect((await visitor()('POST', '/invitations/look', { token })).body.code).toBe('link-not-good');
    }
  });

  it('is not made for a member, nor by anybody but owners, nor with a role that there is not', async () => {
    const bob = await member('editor');
    expect((await invite('viewer', bob.email)).body.code).toBe('already-a-member');
    const body = { email: 'x@example.com', role: 'viewer' };
    expect((await bob.call('POST', '/invitations', body)).body.code).toBe('role-too-low');
    expect((await ann.call('POST', '/invitations', { ...body, role: 'root' })).status).toBe(400);
  });

  it('needs a name and a password for a new account', async () => {
    const { token, email } = await invite();
    for (const more of [
      {},
      { name: 'Bob' },
      { name: 'Bob', password: 'short' },
      { name: 'Bob', password: email },
    ]) {
      expect((await accept(token, more)).status).toBe(400);
    }
    expect((await accept(token)).status).toBe(200);
  });
});

describe('an invitation by e-mail', () => {
  beforeEach(() => enter(mailing));

  it('goes to its address, and the owner does not see the link', async () => {
    const made = await invite();
    expect(made.body).toMatchObject({ mail: 'sent', link: null, problem: null });
    expect(box.mails.at(-1)?.text).toContain('Ann');
    expect((await accept(tokenIn(box.linkTo(made.email)))).status).toBe(200);
  });

  it('that cannot be sent says so, and gives the link to the owner', async () => {
    box.refuses = true;
    const made = await invite();
    box.refuses = false;
    expect(made.body).toMatchObject({ mail: 'failed', problem: 'The mail server did not take the mail.' });
    expect((await accept(made.token)).status).toBe(200);
  });

  it('AUT-08: answers the same whether or not the address has an account', async () => {
    const known = await addAccount(sluice);
    const [one, other] = [await invite('viewer', known.email), await invite('viewer')];
    const shape = ({ status, body }: typeof one) => [status, { ...body, id: '', email: '' }];
    expect(shape(one)).toEqual(shape(other));
  });

  it('keeps names of several lines out of its subject', async () => {
    await ann.call('PATCH', '/workspace', { name: 'North\r\nBcc: eve@example.com' });
    await invite();
    expect(box.mails.at(-1)?.subject).not.toMatch(/[\r\n]/);
  });
});

describe('members', () => {
  beforeEach(() => enter(plain));

  it('are listed with their roles, and everybody sees who they are', async () => {
    const bob = await member('viewer');
    const { items } = (await bob.call('GET', '/members')).body;
    expect(items).toHaveLength(2);
    expect(items.find(({ id }: { id: string }) => id === bob.id)).toMatchObject({
      role: 'viewer',
      you: true,
    });
    expect(items.find(({ id }: { id: string }) => id === ann.id)).toMatchObject({
      role: 'owner',
      you: false,
    });
  });

  it('get another role from owners, at once, and the audit log says by whom', async () => {
    const bob = await member('viewer');
    expect((await bob.call('PATCH', `/members/${bob.id}`, { role: 'owner' })).body.code).toBe('role-too-low');
    expect((await ann.call('PATCH', `/members/${bob.id}`, { role: 'editor' })).body.role).toBe('editor');
    expect((await bob.call('POST', '/flows', { name: 'x' })).status).toBe(201);
    const [deed] = (await ann.call('GET', `/audit?target=${bob.id}`)).body.items;
    expect(deed).toMatchObject({
      actor: `Ann <${ann.email}>`,
      action: 'member.change-role',
      before: { role: 'viewer' },
      after: { role: 'editor' },
    });
  });

  it('are removed by owners, or leave by themselves, and are out at once', async () => {
    const [bob, cy] = [await member('editor'), await member('viewer')];
    expect((await cy.call('DELETE', `/members/${bob.id}`)).body.code).toBe('role-too-low');
    expect((await ann.call('DELETE', `/members/${bob.id}`)).status).toBe(204);
    expect((await bob.call('GET', '/flows')).body.code).toBe('not-a-member');
    expect((await cy.call('DELETE', `/members/${cy.id}`)).status).toBe(204);
    expect((await ann.call('DELETE', `/members/${cy.id}`)).status).toBe(404);
    expect((await cy.call('GET', '/session')).body.workspaces).toEqual([]);
  });

  it('AUT-09: always include an owner: the last one is neither removed nor made less', async () => {
    expect((await ann.call('DELETE', `/members/${ann.id}`)).body.code).toBe('last-owner');
    expect((await ann.call('PATCH', `/members/${ann.id}`, { role: 'viewer' })).body.code).toBe('last-owner');
    expect((await north.owner('DELETE', `/members/${ann.id}`)).body.code).toBe('last-owner');
    expect((await roles()).get(ann.id)).toBe('owner');
  });

  it('AUT-09: two owners who remove or leave at the same moment leave one behind', async () => {
    for (let round = 0; round < 5; round += 1) {
      await enter(plain);
      const bob = await member('owner');
      await Promise.all([
        ann.call('DELETE', `/members/${bob.id}`),
        bob.call('PATCH', `/members/${ann.id}`, { role: 'viewer' }),
        ann.call('DELETE', `/members/${ann.id}`),
        bob.call('DELETE', `/members/${bob.id}`),
      ]);
      expect([...(await roles()).values()]).toContain('owner');
    }
  });

  it('AUT-09: an owner who is made a viewer meanwhile no longer makes others owners', async () => {
    const [bob, cy] = [await member('owner'), await member('viewer')];
    const [, promoted] = await Promise.all([
      ann.call('PATCH', `/members/${bob.id}`, { role: 'viewer' }),
      bob.call('PATCH', `/members/${cy.id}`, { role: 'owner' }),
    ]);
    // Whichever came first, nobody acted with rights that were gone.
    expect([200, 403]).toContain(promoted.status);
    expect((await roles()).get(cy.id)).toBe(promoted.status === 200 ? 'owner' : 'viewer');
    expect((await bob.call('PATCH', `/members/${cy.id}`, { role: 'editor' })).status).toBe(403);
  });
});

describe('workspaces', () => {
  beforeEach(() => enter(plain));

  it('are made by anybody signed in, who owns them', async () => {
    const made = await ann.call('POST', '/workspaces', { name: 'South' });
    expect(made).toMatchObject({ status: 201, body: { name: 'South', role: 'owner', demo: false } });
    const inSouth = { 'sluice-workspace': made.body.id };
    expect((await ann.call('GET', '/workspace', undefined, inSouth)).body).toEqual(made.body);
    expect((await ann.call('GET', '/session')).body.workspaces).toHaveLength(2);
  });

  it('are renamed by owners', async () => {
    const bob = await member('editor');
    expect((await bob.call('PATCH', '/workspace', { name: 'x' })).body.code).toBe('role-too-low');
    expect((await ann.call('PATCH', '/workspace', { name: 'Nord' })).body).toMatchObject({ name: 'Nord' });
    expect((await bob.call('GET', '/workspace')).body).toMatchObject({ name: 'Nord', role: 'editor' });
  });
});
