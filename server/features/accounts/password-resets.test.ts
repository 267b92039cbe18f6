import { HOUR } from '@sluice/core/instant';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addAccount, addSession, browserWith, PASSWORD } from '../../../test/fakes/account.ts';
import { type Mailbox, mailbox, tokenIn } from '../../../test/fakes/mailbox.ts';
import { type FakeSluice, fakeSluice } from '../../../test/fakes/sluice.ts';
import { addWorkspace, callAs } from '../../../test/fakes/workspace.ts';

const NEW = 'a new and long password';
let sluice: FakeSluice;
let box: Mailbox;
beforeAll(async () => {
  box = mailbox();
  sluice = await fakeSluice({ publicUrl: 'http://sluice.test' }, { mailer: box });
});
afterAll(() => sluice.close());

let asked = 0;
/** Each from another address, so that the limit per address stays out of the way. */
const ask = async (email: string, headers = {}) => {
  asked += 1;
  const answer = await sluice.app.inject({
    method: 'POST',
    url: '/api/v1/password-resets',
    remoteAddress: `10.0.${asked >> 8}.${asked & 255}`,
    headers,
    payload: { email },
  });
  await sluice.runner.serial.idle();
  return { status: answer.statusCode, body: answer.json() };
};
const visitor = () => callAs(sluice, browserWith());
const confirm = (token: unknown, password = NEW) =>
  visitor()('POST', '/password-resets/confirm', { token, password });
const signIn = (email: string, password: string) => visitor()('POST', '/sessions', { email, password });

describe('a forgotten password', () => {
  it('is set anew by the link that was mailed; every device is signed out', async () => {
    const ann = await addAccount(sluice);
    const phone = await addSession(sluice, ann.id);
    expect(await ask(ann.email)).toEqual({ status: 200, body: { mail: true } });
    const link = box.linkTo(ann.email);
    expect(link).toMatch(/^http:\/\/sluice\.test\/studio\/reset\?token=[\w-]{43}$/);
    expect((await confirm(tokenIn(link))).body).toEqual({ email: ann.email });
    expect((await ann.call('GET', '/session')).status).toBe(401);
    expect((await phone.call('GET', '/session')).status).toBe(401);
    expect((await signIn(ann.email, PASSWORD)).status).toBe(401);
    expect((await signIn(ann.email, NEW)).status).toBe(201);
  });

  it('has a link to where Sluice is, whatever the request says', async () => {
    const ann = await addAccount(sluice);
    await ask(ann.email, { host: 'evil.example', 'x-forwarded-host': 'evil.example' });
    expect(box.linkTo(ann.email)).toMatch(/^http:\/\/sluice\.test\//);
  });

  it('AUT-02: is not set by no token, a wrong one, a used one, an old one, or another kind of token', async () => {
    const [ann, bob] = [await addAccount(sluice), await addAccount(sluice)];
    for (const token of [null, '', undefined, [], {}, 0, true, 'null', 'undefined', ann.id, 'x'.repeat(43)]) {
      expect((await confirm(token)).status).toBe(400);
    }
    const row = { hash: '' };
    await ask(ann.email);
    const token = tokenIn(box.linkTo(ann.email));
    row.hash = (
      await sluice.runner.db.selectFrom('password_resets').select('hash').executeTakeFirstOrThrow()
    ).hash;
    expect((await confirm(row.hash)).status, 'what the database holds is no token').toBe(400);
    expect((await confirm(bob.headers.cookie?.split('=')[1])).status).toBe(400);
    sluice.clock.advance(HOUR);
    expect((await confirm(token)).status, 'an hour later').toBe(400);
    await ask(bob.email);
    const fresh = tokenIn(box.linkTo(bob.email));
    const both = await Promise.all([confirm(fresh), confirm(fresh, 'yet another password')]);
    expect(both.map(({ status }) => status).sort(), 'once').toEqual([200, 400]);
    expect((await signIn(ann.email, PASSWORD)).status, 'Ann’s stays').toBe(201);
  });

  it('AUT-02: is set with every rule of a new one, and the link stays good until then', async () => {
    const ann = await addAccount(sluice);
    await ask(ann.email);
    const token = tokenIn(box.linkTo(ann.email));
    expect((await confirm(token, 'short')).status).toBe(400);
    expect((await confirm(token, ann.email)).status).toBe(400);
    expect((await confirm(token)).status).toBe(200);
  });

  it('AUT-08: is answered with the same words for an address that nobody has, and nothing is mailed', async () => {
    const ann = await addAccount(sluice);
    const before = box.mails.length;
    const [known, unknown] = [await ask(ann.email), await ask('nobody@example.com')];
    expect(known).toEqual(unknown);
    expect(box.mails.length).toBe(before + 1);
  });

  it('AUT-01: is asked for ten times an hour at most, for one address or from one', async () => {
    const answers = [];
    for (let n = 0; n < 12; n += 1) answers.push((await ask('often@example.com')).status);
    expect(answers.filter((status) => status === 200)).toHaveLength(10);
    expect(answers.slice(10)).toEqual([429, 429]);
    sluice.clock.advance(2 * HOUR);
    expect((await ask('often@example.com')).status).toBe(200);
  });

  it('AUT-01: lets somebody in again whom failed tries have locked out', async () => {
    const ann = await addAccount(sluice);
    for (let n = 0; n < 11; n += 1) {
      await sluice.app.inject({
        method: 'POST',
        url: '/api/v1/sessions',
        remoteAddress: `10.5.5.${n}`,
        payload: { email: ann.email, password: 'a wrong password' },
      });
    }
    expect((await signIn(ann.email, PASSWORD)).status).toBe(429);
    await ask(ann.email);
    await confirm(tokenIn(box.linkTo(ann.email)));
    expect((await signIn(ann.email, NEW)).status).toBe(201);
  });

  it('whose mail is not taken is found in the audit log by the owners, and by nobody else', async () => {
    const north = await addWorkspace(sluice, 'North');
    const ann = await addAccount(sluice, { roles: { [north.id]: 'editor' } });
    box.refuses = true;
    expect(await ask(ann.email)).toEqual({ status: 200, body: { mail: true } });
    box.refuses = false;
    expect((await north.viewer('GET', `/audit?target=${ann.id}`)).body.items).toMatchObject([
      { action: 'password-reset.not-mailed', after: { problem: expect.any(String) } },
    ]);
  });

  it('gets no link from an owner where e-mail works', async () => {
    const north = await addWorkspace(sluice, 'North');
    const ann = await addAccount(sluice, { roles: { [north.id]: 'owner' } });
    const bob = await addAccount(sluice, { roles: { [north.id]: 'viewer' } });
    expect((await ann.call('POST', `/members/${bob.id}/reset-link`, {})).body.code).toBe('mail-instead');
  });
});

describe('without e-mail', () => {
  let plain: FakeSluice;
  beforeAll(async () => {
    plain = await fakeSluice({ publicUrl: 'http://sluice.test' });
  });
  afterAll(() => plain.close());

  it('whoever asks hears that an owner can help', async () => {
    const answer = await callAs(plain, browserWith())('POST', '/password-resets', { email: 'a@example.com' });
    expect(answer.body).toEqual({ mail: false });
  });

  it('an owner makes a link for a member, good once, shown once, and audited', async () => {
    const north = await addWorkspace(plain, 'North');
    const ann = await addAccount(plain, { roles: { [north.id]: 'owner' } });
    const bob = await addAccount(plain, { roles: { [north.id]: 'viewer' } });
    const made = await ann.call('POST', `/members/${bob.id}/reset-link`, {});
    expect(made.status).toBe(201);
    const body = { token: tokenIn(made.body.link), password: NEW };
    expect((await callAs(plain, browserWith())('POST', '/password-resets/confirm', body)).status).toBe(200);
    const deeds = (await ann.call('GET', `/audit?target=${bob.id}`)).body;
    expect(deeds.items).toMatchObject([{ action: 'member.reset-link' }]);
    expect(JSON.stringify(deeds)).not.toContain(body.token);
  });

  it('no owner gets into a workspace that is not theirs by such a link, and no key makes one', async () => {
    const north = await addWorkspace(plain, 'North');
    const south = await addWorkspace(plain, 'South');
    const ann = await addAccount(plain, { roles: { [north.id]: 'owner', [south.id]: 'editor' } });
    const bob = await addAccount(plain, { roles: { [north.id]: 'viewer', [south.id]: 'owner' } });
    const refused = await ann.call('POST', `/members/${bob.id}/reset-link`, {});
    expect(refused).toMatchObject({ status: 403, body: { code: 'role-too-low' } });
    expect((await north.owner('POST', `/members/${bob.id}/reset-link`, {})).body.code).toBe('account-needed');
  });
});
