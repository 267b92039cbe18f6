/** The one-time link for the first account: the same on every node and after every restart, until it was used. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Db } from '../../db/database.ts';
import type { Services } from '../../services.ts';

type Tools = Pick<Services, 'db' | 'secrets'>;

/**
 * Null once there is an account: then no link is good, whatever it says. The token is made from the secret and from the
 * first workspace's random id, so it is no longer that of this database when the data is made anew.
 */
export const setupToken = async ({ db, secrets }: Tools): Promise<string | null> => {
  if (await hasAccount(db)) return null;
  const first = await db
    .selectFrom('workspaces')
    .select('id')
    .orderBy('created_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return createHmac('sha256', secrets.derive('setup-link'))
    .update(first?.id ?? 'no workspace')
    .digest('base64url');
};

export const isSetupToken = async (tools: Tools, token: string): Promise<boolean> => {
  const expected = await setupToken(tools);
  if (expected === null) return false;
  const [given, right] = [Buffer.from(token), Buffer.from(expected)];
  return given.length === right.length && timingSafeEqual(given, right);
};

export const hasAccount = async (db: Db): Promise<boolean> =>
  (await db.selectFrom('accounts').select('id').limit(1).executeTakeFirst()) !== undefined;
