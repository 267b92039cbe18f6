/** People who are signed in: their accounts and sessions straight in the database, their calls as a browser sends them. */
import type { Role } from '@sluice/api/route';
import { hashOfToken, newToken } from '../../server/features/accounts/link-token.ts';
import type { FakeSluice } from './sluice.ts';
import { type Call, callAs } from './workspace.ts';

export const PASSWORD = 'correct horse battery';

export type FakeAccount = {
  readonly id: string;
  readonly email: string;
  readonly sessionId: string;
  /** Calls of the studio, for the account's first workspace unless `sluice-workspace` says otherwise. */
  readonly call: Call;
  /** The same browser, its headers. */
  readonly headers: Readonly<Record<string, string>>;
};

type Wanted = {
  readonly name?: string;
  readonly email?: string;
  /** By workspace, joined one after another in this order. */
  readonly roles?: Readonly<Record<string, Role>>;
};

let made = 0;
/** Of everybody's password, made once: it costs a moment. */
let hash: Promise<string> | undefined;

export const addAccount = async (
  sluice: FakeSluice,
  { name = 'Ann', email, roles = {} }: Wanted = {},
): Promise<FakeAccount> => {
  const { db, random, clock, passwords } = sluice.runner;
  made += 1;
  const account = { id: random.id('account'), name, email: email ?? `ann-${made}@example.com` };
  const created_at = new Date(clock.now());
  hash ??= passwords.hash(PASSWORD);
  const password_hash = await hash;
  await db
    .insertInto('accounts')
    .values({ ...account, password_hash, created_at })
    .execute();
  for (const [index, [workspace_id, role]] of Object.entries(roles).entries()) {
    await db
      .insertInto('memberships')
      .values({ workspace_id, account_id: account.id, role, created_at: new Date(clock.now() + index) })
      .execute();
  }
  return { id: account.id, email: account.email, ...(await addSession(sluice, account.id)) };
};

/** Another device of the account. */
export const addSession = async (
  sluice: FakeSluice,
  accountId: string,
): Promise<Pick<FakeAccount, 'sessionId' | 'call' | 'headers'>> => {
  const { db, random, clock } = sluice.runner;
  const token = newToken();
  const sessionId = random.id('session');
  const now = new Date(clock.now());
  await db
    .insertInto('sessions')
    .values({
      account_id: accountId,
      id: sessionId,
      hash: hashOfToken(token),
      device: 'A browser of the tests',
      created_at: now,
      last_seen_at: now,
      expires_at: new Date(clock.now() + 1_000 * 60 * 60 * 24 * 30),
    })
    .execute();
  const headers = browserWith(`sluice_session=${token}`);
  return { sessionId, headers, call: callAs(sluice, headers) };
};

/** What a browser says that shows a page of ours. */
export const browserWith = (cookie?: string): Readonly<Record<string, string>> => ({
  host: 'sluice.test',
  origin: 'http://sluice.test',
  'sec-fetch-site': 'same-origin',
  'user-agent': 'A browser of the tests',
  ...(cookie === undefined ? {} : { cookie }),
});
