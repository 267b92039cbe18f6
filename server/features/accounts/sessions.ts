/** Sessions: begun by signing in, looked up at every call, ended by signing out, by time, or with the password. */
import { DAY, MINUTE } from '@sluice/core/instant';
import { problem, type Result, refused } from '@sluice/core/problem';
import { sql } from 'kysely';
import type { Db } from '../../db/database.ts';
import type { SignedIn } from '../../http/actor.ts';
import type { Visit } from '../../http/bind.ts';
import { notFound } from '../../http/not-found.ts';
import type { Services } from '../../services.ts';
import { hashOfToken, newToken } from './link-token.ts';

type Tools = Pick<Services, 'db' | 'clock' | 'random'>;

/** Whichever comes first ends it, to the millisecond: no leeway for clocks. */
export const SESSION_LIFE = 30 * DAY;
export const SESSION_IDLE = 7 * DAY;
/** One write in this time tells that a session is used. */
const SEEN_EVERY = 5 * MINUTE;
const LONGEST_DEVICE = 300;

/**
 * Begins a session and gives its token, for the cookie alone. Signing in never goes on with a token that was there
 * before: the one that the browser brought ends here.
 */
export const beginSession = async (
  { clock, random }: Tools,
  trx: Db,
  accountId: string,
  visit: Visit,
): Promise<string> => {
  const token = newToken();
  const now = clock.now();
  if (visit.session !== undefined) {
    await trx.deleteFrom('sessions').where('hash', '=', hashOfToken(visit.session)).execute();
  }
  await trx.deleteFrom('sessions').where('account_id', '=', accountId).where(isOver(now)).execute();
  await trx
    .insertInto('sessions')
    .values({
      account_id: accountId,
      id: random.id('session'),
      hash: hashOfToken(token),
      device: visit.device.slice(0, LONGEST_DEVICE),
      created_at: new Date(now),
      last_seen_at: new Date(now),
      expires_at: new Date(now + SESSION_LIFE),
    })
    .execute();
  return token;
};

export const isOver = (now: number) =>
  sql<boolean>`(expires_at <= ${new Date(now)} or last_seen_at <= ${new Date(now - SESSION_IDLE)})`;

/** Tells that a session is used; `seen` is what its row says. */
export const touchSession = async (
  { db, clock }: Tools,
  session: { readonly accountId: string; readonly id: string; readonly seen: Date },
): Promise<void> => {
  const now = clock.now();
  if (now - session.seen.getTime() < SEEN_EVERY) return;
  await db
    .updateTable('sessions')
    .set({ last_seen_at: new Date(now) })
    .where('account_id', '=', session.accountId)
    .where('id', '=', session.id)
    .where('last_seen_at', '<', new Date(now - SEEN_EVERY))
    .execute();
};

/** Ends one session of an account, or all but one, or all. */
export const endSessions = async (
  trx: Db,
  accountId: string,
  which: { readonly id?: string; readonly butNot?: string } = {},
): Promise<number> => {
  const { id, butNot } = which;
  const ended = await trx
    .deleteFrom('sessions')
    .where('account_id', '=', accountId)
    .$if(id !== undefined, (query) => query.where('id', '=', id ?? ''))
    .$if(butNot !== undefined, (query) => query.where('id', '<>', butNot ?? ''))
    .executeTakeFirst();
  return Number(ended.numDeletedRows);
};

export const listDevices = async ({ db, clock }: Tools, { accountId, sessionId }: SignedIn) => {
  const rows = await db
    .selectFrom('sessions')
    .select(['id', 'device', 'created_at', 'last_seen_at'])
    .where('account_id', '=', accountId)
    .where(sql<boolean>`not ${isOver(clock.now())}`)
    .orderBy('last_seen_at', 'desc')
    .orderBy('id')
    .execute();
  return {
    items: rows.map((row) => ({
      id: row.id,
      device: row.device,
      createdAt: row.created_at.toISOString(),
      lastSeenAt: row.last_seen_at.toISOString(),
      current: row.id === sessionId,
    })),
  };
};

export const endDevice = async ({ db }: Tools, { accountId }: SignedIn, id: string): Promise<Result<null>> =>
  (await endSessions(db, accountId, { id })) === 1 ? { ok: true, value: null } : notFound('session', id);

export const NOT_SIGNED_IN: Result<never> = refused(
  problem('not-signed-in', '', 'You are not signed in, or your session has ended.', 'Sign in again.'),
);
