/** Setting a forgotten password anew, by a link that is good once and for an hour. */
import { HOUR } from '@sluice/core/instant';
import { ok, problem, type Result, refused } from '@sluice/core/problem';
import type { Db } from '../../db/database.ts';
import type { Runner } from '../../runner/turn.ts';
import type { Services } from '../../services.ts';
import { recordDeed } from '../audit/record.ts';
import { membershipsOf } from './account-answer.ts';
import { countTry, forgiveTry, TOO_MANY_TRIES } from './attempts.ts';
import { hashOfToken, newToken } from './link-token.ts';
import { resetMail } from './mails.ts';
import { type Passwords, passwordProblem } from './passwords.ts';
import { endSessions } from './sessions.ts';

type Tools = Pick<Services, 'db' | 'clock' | 'random'>;

export const RESET_LIFE = HOUR;

/**
 * Asked by anybody for any address. Whether there is such an account is looked up only after the answer has gone, so
 * neither its words nor its time can tell.
 */
export const askForReset = async (
  runner: Runner,
  email: string,
  address: string,
): Promise<Result<{ readonly mail: boolean }>> => {
  const counted =
    (await countTry(runner, { kind: 'reset', value: `address ${address}` })) &&
    (await countTry(runner, { kind: 'reset', value: `account ${email}` }));
  if (!counted) return TOO_MANY_TRIES;
  if (runner.mailer === null) return ok({ mail: false });
  void runner.serial
    .run(`password-reset ${email}`, () => mailReset(runner, email))
    .catch((error: unknown) => runner.log.error({ err: error }, 'a link for a new password was not made'));
  return ok({ mail: true });
};

const mailReset = async (runner: Runner, email: string): Promise<void> => {
  const { db, mailer, log } = runner;
  const account = await db.selectFrom('accounts').select('id').where('email', '=', email).executeTakeFirst();
  if (!account || mailer === null) return;
  const { link } = await makeReset(runner, db, account.id, runner.address());
  const sent = await mailer.send(resetMail({ to: email, link }));
  if (sent.ok) return;
  // Whoever asked is told nothing; the owners of their workspaces find in the audit log what the mail server said. It
  // may have named the address, which no log holds.
  log.error({ account: account.id }, 'a link for a new password could not be mailed; the audit log says why');
  for (const { id: workspaceId } of await membershipsOf(db, account.id)) {
    await recordDeed(
      runner,
      db,
      { workspaceId, name: 'Sluice' },
      {
        action: 'password-reset.not-mailed',
        target: account.id,
        after: { problem: sent.problems[0]?.says },
      },
    );
  }
};

/** A new link; those made before stay good for their hour. */
export const makeReset = async (
  { clock }: Pick<Tools, 'clock'>,
  trx: Db,
  accountId: string,
  address: string,
): Promise<{ readonly link: string; readonly expiresAt: Date }> => {
  const token = newToken();
  const now = new Date(clock.now());
  const expiresAt = new Date(clock.now() + RESET_LIFE);
  await trx
    .deleteFrom('password_resets')
    .where('account_id', '=', accountId)
    .where('expires_at', '<=', now)
    .execute();
  await trx
    .insertInto('password_resets')
    .values({ account_id: accountId, hash: hashOfToken(token), created_at: now, expires_at: expiresAt })
    .execute();
  return { link: `${address}/studio/reset?token=${token}`, expiresAt };
};

/** Uses the link up, ends every session, and forgives failed tries to sign in. */
export const confirmReset = async (
  tools: Tools & { readonly passwords: Passwords },
  { token, password }: { readonly token: string; readonly password: string },
): Promise<Result<{ readonly email: string }>> => {
  const { db, clock, passwords } = tools;
  const hash = hashOfToken(token);
  const found = await db
    .selectFrom('password_resets as r')
    .innerJoin('accounts as a', 'a.id', 'r.account_id')
    .select(['a.id', 'a.email'])
    .where('r.hash', '=', hash)
    .where('r.expires_at', '>', new Date(clock.now()))
    .executeTakeFirst();
  if (!found) return LINK_IS_NOT_GOOD;
  const unfit = passwordProblem(password, found.email);
  if (unfit) return refused(unfit);
  const password_hash = await passwords.hash(password);
  const done = await db.transaction().execute(async (trx) => {
    const used = await trx.deleteFrom('password_resets').where('hash', '=', hash).executeTakeFirst();
    if (used.numDeletedRows === 0n) return false;
    await trx.updateTable('accounts').set({ password_hash }).where('id', '=', found.id).execute();
    await trx.deleteFrom('password_resets').where('account_id', '=', found.id).execute();
    await endSessions(trx, found.id);
    return true;
  });
  if (!done) return LINK_IS_NOT_GOOD;
  await forgiveTry(tools, { kind: 'account', value: found.email });
  return ok({ email: found.email });
};

const LINK_IS_NOT_GOOD: Result<never> = refused(
  problem('link-not-good', 'token', 'This link is not good any more.', 'Ask for another one.'),
);
