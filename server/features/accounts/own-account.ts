/** What somebody changes about their own account. */
import { ok, problem, type Result, refused } from '@sluice/core/problem';
import type { Db } from '../../db/database.ts';
import type { SignedIn } from '../../http/actor.ts';
import type { Services } from '../../services.ts';
import { countTry, forgiveTry, type Subject, TOO_MANY_TRIES } from './attempts.ts';
import { type Passwords, passwordProblem } from './passwords.ts';
import { endSessions } from './sessions.ts';

type Tools = Pick<Services, 'db' | 'clock' | 'random'> & { readonly passwords: Passwords };

export const renameAccount = async (db: Db, { accountId, email }: SignedIn, name: string) => {
  await db.updateTable('accounts').set({ name }).where('id', '=', accountId).execute();
  return { id: accountId, name, email };
};

/** Needs the password of today, so that a browser left alone is not enough. Every other device is signed out. */
export const changePassword = async (
  tools: Tools,
  { accountId, sessionId, email }: SignedIn,
  { current, password }: { readonly current: string; readonly password: string },
): Promise<Result<null>> => {
  const { db, passwords } = tools;
  const subject: Subject = { kind: 'account', value: email };
  if (!(await countTry(tools, subject))) return TOO_MANY_TRIES;
  const { password_hash: before } = await db
    .selectFrom('accounts')
    .select('password_hash')
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow();
  if (!(await passwords.verify(before, current))) return WRONG;
  await forgiveTry(tools, subject);
  const unfit = passwordProblem(password, email);
  if (unfit) return refused(unfit);
  const password_hash = await passwords.hash(password);
  return db.transaction().execute(async (trx) => {
    const changed = await trx
      .updateTable('accounts')
      .set({ password_hash })
      .where('id', '=', accountId)
      .where('password_hash', '=', before)
      .executeTakeFirst();
    if (changed.numUpdatedRows === 0n) return WRONG;
    await endSessions(trx, accountId, { butNot: sessionId });
    await trx.deleteFrom('password_resets').where('account_id', '=', accountId).execute();
    return ok(null);
  });
};

const WRONG: Result<never> = refused(
  problem(
    'bad-request',
    'current',
    'current: This is not your password of today.',
    'Check it and try again.',
  ),
);
