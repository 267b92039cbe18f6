import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addAccount, type FakeAccount, PASSWORD } from '../../test/fakes/account.ts';
import { type FakeSluice, fakeSluice } from '../../test/fakes/sluice.ts';
import { addWorkspace } from '../../test/fakes/workspace.ts';
import { senderOf } from './same-origin.ts';
import { sessionIn } from './session-cookie.ts';

let sluice: FakeSluice;
let ann: FakeAccount;
beforeAll(async () => {
  sluice = await fakeSluice();
  const north = await addWorkspace(sluice, 'North');
  ann = await addAccount(sluice, { roles: { [north.id]: 'owner' } });
});
afterAll(() => sluice.close());

const flows = () => sluice.runner.db.selectFrom('flows').select('id').execute();
/** As another site makes the browser of somebody who is signed in send it. */
const cross = (method: 'POST' | 'DELETE', url: string, more: object, payload?: string) => {
  const { cookie = '', host = '' } = ann.headers;
  return sluice.app.inject({
    method,
    url: `/api/v1${url}`,
    headers: { cookie, host, ...more },
    ...(payload === undefined ? {} : { payload }),
  });
};
const JSON_TYPE = { 'content-type': 'application/json' };
const FLOW = JSON.stringify({ name: 'Theirs' });

describe('a call with a session cookie', () => {
  it.each([
    ['from another site', { ...JSON_TYPE, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['from another origin of the same site', { ...JSON_TYPE, 'sec-fetch-site': 'same-site' }],
    ['typed into the address bar, as it says', { ...JSON_TYPE, 'sec-fetch-site': 'none' }],
    ['from an old browser that says the origin alone', { ...JSON_TYPE, origin: 'https://evil.example' }],
    ['from a sandboxed frame', { ...JSON_TYPE, origin: 'null' }],
    ['from another port', { ...JSON_TYPE, origin: 'http://sluice.test:81' }],
    ['from a host whose name begins like ours', { ...JSON_TYPE, origin: 'http://sluice.test.evil.example' }],
    [
      'that says two things',
      { ...JSON_TYPE, origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' },
    ],
    ['that says nothing', JSON_TYPE],
    ['of a form', { 'content-type': 'application/x-www-form-urlencoded', origin: 'https://evil.example' }],
    ['of text that is JSON', { 'content-type': 'text/plain', origin: 'https://evil.example' }],
    [
      'of a form with a file',
      { 'content-type': 'multipart/form-data; boundary=x', origin: 'https://evil.example' },
    ],
  ])('STU-06: %s changes nothing', async (_, headers) => {
    const before = await flows();
    const refused = await cross('POST', '/flows', headers, FLOW);
    expect([403, 415]).toContain(refused.statusCode);
    expect((await cross('DELETE', '/session', headers)).statusCode).toBeGreaterThanOrEqual(400);
    expect(await flows()).toEqual(before);
    expect((await ann.call('GET', '/session')).status).toBe(200);
  });

  it.each(['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data; boundary=x'])(
    'STU-06: %s is not read, wherever it comes from',
    async (type) => {
      const { origin = '' } = ann.headers;
      expect((await cross('POST', '/flows', { origin, 'content-type': type }, FLOW)).statusCode).toBe(415);
    },
  );

  it('STU-06: signs nobody in as somebody else from another site', async () => {
    const refused = await sluice.app.inject({
      method: 'POST',
      url: '/api/v1/sessions',
      headers: { origin: 'https://evil.example' },
      payload: { email: ann.email, password: PASSWORD },
    });
    expect(refused).toMatchObject({ statusCode: 403 });
    expect(refused.headers['set-cookie']).toBeUndefined();
  });

  it('STU-06: that only reads is answered, and no other site may read it', async () => {
    const read = await sluice.app.inject({
      url: '/api/v1/flows',
      headers: { ...ann.headers, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    });
    expect(read.statusCode).toBe(200);
    expect(read.headers['access-control-allow-origin']).toBeUndefined();
    expect(read.headers['cache-control']).toBe('no-store');
    const asked = await sluice.app.inject({
      method: 'OPTIONS',
      url: '/api/v1/flows',
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
    });
    expect(asked.headers['access-control-allow-origin']).toBeUndefined();
  });

  it('from a page of ours is done', async () => {
    expect((await ann.call('POST', '/flows', { name: 'Ours' })).status).toBe(201);
  });
});

describe('the sender', () => {
  it('is ours at PUBLIC_URL, also behind a proxy that changes the host', () => {
    const headers = { origin: 'https://chat.example.com', host: '10.0.0.7:4400' };
    expect(senderOf(headers, 'https://chat.example.com/')).toBe('ours');
    expect(senderOf(headers, 'https://other.example.com')).toBe('foreign');
    expect(senderOf({ origin: 'not an origin', host: 'x' }, undefined)).toBe('foreign');
    expect(senderOf({ 'sec-fetch-site': 'same-origin' }, undefined)).toBe('ours');
    expect(senderOf({}, undefined)).toBe('unsaid');
  });
});

describe('the cookie', () => {
  const token = 'x'.repeat(43);
  it.each([
    [`sluice_session=${token}`, token],
    [`a=b; sluice_session=${token}; c=d`, token],
    [`sluice_session=${token}; sluice_session=${'y'.repeat(43)}`, undefined],
    ['sluice_session=', undefined],
    ['sluice_session=<script>', undefined],
    [`__Host-sluice_session=${token}`, undefined],
    [undefined, undefined],
  ])('in %j is %j', (header, found) => {
    expect(sessionIn(header, undefined)).toBe(found);
  });

  it('over TLS is only the one that no other host can have set', () => {
    const secure = 'https://chat.example.com';
    expect(sessionIn(`sluice_session=${token}`, secure)).toBeUndefined();
    expect(sessionIn(`__Host-sluice_session=${token}`, secure)).toBe(token);
  });
});
