import { flowCalls } from '@sluice/api/flows';
import { describe, expect, it } from 'vitest';
import { addressOf, type Connection, call, OFFLINE } from './call.ts';

type Sent = { url: string; init: RequestInit };

const answering = (response: () => Response): { connection: Connection; sent: Sent[] } => {
  const sent: Sent[] = [];
  return {
    sent,
    connection: {
      workspace: 'ws_1',
      fetch: async (url, init = {}) => {
        sent.push({ url: String(url), init });
        return response();
      },
    },
  };
};
const json = (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers });

describe('an address', () => {
  it('has its parameters escaped, and only the questions that were asked', () => {
    const address = addressOf('/flows/:id/versions', { id: 'a/b' }, { limit: 5, after: undefined, q: 'x&y' });
    expect(address).toBe('/flows/a%2Fb/versions?limit=5&q=x%26y');
  });
});

describe('a call', () => {
  it('names the workspace and gives the answer with its revision', async () => {
    const { connection, sent } = answering(() => json({ items: [], next: null }, 200, { etag: '"3"' }));
    const outcome = await call(connection, flowCalls.list, { query: {} });
    expect(outcome).toEqual({ ok: true, value: { body: { items: [], next: null }, revision: '"3"' } });
    expect(new Headers(sent[0]?.init.headers).get('sluice-workspace')).toBe('ws_1');
  });

  it('sends the revision it is based on', async () => {
    const { connection, sent } = answering(() => json({ problems: [] }));
    await call(
      connection,
      flowCalls.rename,
      { params: { id: 'f' }, body: { name: 'x' } },
      { ifMatch: '"7"' },
    );
    expect(new Headers(sent[0]?.init.headers).get('if-match')).toBe('"7"');
  });

  it('gives the server’s own problems when it is refused', async () => {
    const problems = [{ code: 'stale', at: '', says: 'It changed.', hint: 'Read it again.' }];
    const { connection } = answering(() => json({ problems }, 412));
    expect(await call(connection, flowCalls.list, { query: {} })).toEqual({ ok: false, problems });
  });

  it('has a sentence for an answer that no server of ours wrote', async () => {
    const { connection } = answering(() => new Response('<h1>Bad gateway</h1>', { status: 502 }));
    const outcome = await call(connection, flowCalls.list, { query: {} });
    expect(outcome).toMatchObject({ ok: false, problems: [{ says: 'Sluice answered 502.' }] });
  });

  it('goes out anew, body and all, once somebody has signed in again', async () => {
    let signedIn = false;
    const over = json({ code: 'not-signed-in', detail: 'Sign in.' }, 401);
    const { connection, sent } = answering(() => (signedIn ? json({ problems: [] }) : over));
    const signInAgain = async () => {
      signedIn = true;
      return true;
    };
    const given = { params: { id: 'f' }, body: { name: 'x' } };
    const outcome = await call({ ...connection, signInAgain }, flowCalls.rename, given, { ifMatch: '"7"' });
    expect(outcome.ok).toBe(true);
    expect(sent).toHaveLength(2);
    expect(sent[1]).toEqual(sent[0]);
  });

  it('is refused when nobody signs in again', async () => {
    const { connection } = answering(() => json({ code: 'not-signed-in', detail: 'Sign in.' }, 401));
    const outcome = await call({ ...connection, signInAgain: async () => false }, flowCalls.list, {
      query: {},
    });
    expect(outcome).toMatchObject({ ok: false, problems: [{ code: 'not-signed-in' }] });
  });

  it('does not ask for a new session because of a wrong password', async () => {
    const { connection, sent } = answering(() => json({ code: 'sign-in-failed', detail: 'Wrong.' }, 401));
    await call({ ...connection, signInAgain: async () => true }, flowCalls.list, { query: {} });
    expect(sent).toHaveLength(1);
  });

  it('takes a broken line for a problem, not for a bug', async () => {
    const connection: Connection = {
      workspace: null,
      fetch: () => Promise.reject(new TypeError('Failed to fetch')),
    };
    const outcome = await call(connection, flowCalls.list, { query: {} });
    expect(outcome).toMatchObject({ ok: false, problems: [{ code: OFFLINE }] });
  });
});
