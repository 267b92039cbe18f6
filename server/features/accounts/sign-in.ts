/** Signing in: equal work and equal words, whether or not there is such an account. */
import { ok, problem, type Result, refused } from '@sluice/core/problem';
import type { Visit } from '../../http/bind.ts';
import type { Services } from '../../services.ts';
import { readSessionAnswer } from './account-answer.ts';
import { countTry, forgiveTry, type Subject, TOO_MANY_TRIES } from './attempts.ts';
import type { Passwords } from './passwords.ts';
import { beginSession } from './sessions.ts';
import type { Begun } from './setup.ts';

type Tools = Pick<Services, 'db' | 'clock' | 'random'> & { readonly passwords: Passwords };

/** Refuses with 429 before the password is looked at when the address or the account has failed too often. */
export const signIn = async (
  tools: Tools,
  { email, password }: { readonly email: string; readonly password: string },
  visit: Visit,
): Promise<Result<Begun>> => {
  const { db, passwords } = tools;
  const address: Subject = { kind: 'address', value: visit.address };
  const account: Subject = { kind: 'account', value: email };
  if (!(await countTry(tools, address)) || !(await countTry(tools, account))) return TOO_MANY_TRIES;
  const found = await db
    .selectFrom('accounts')
    .select(['id', 'password_hash'])
    .where('email', '=', email)
    .executeTakeFirst();
  const right = await passwords.verify(found?.password_hash ?? null, password);
  if (!found || !right) return WRONG;
  await forgiveTry(tools, account);
  await forgiveTry(tools, address);
  return db.transaction().execute(async (trx) => {
    // A password that was changed meanwhile has ended every session: this one must not begin after that.
    const same = await trx
      .selectFrom('accounts')
      .select('id')
      .where('id', '=', found.id)
      .where('password_hash', '=', found.password_hash)
      .forShare()
      .executeTakeFirst();
    if (!same) return WRONG;
    const token = await beginSession(tools, trx, found.id, visit);
    return ok({ token, answer: await readSessionAnswer(trx, found.id) });
  });
};

const WRONG: Result<never> = refused(
  problem(
    'sign-in-failed',
    '',
    'This e-mail address and password do not belong together.',
    'Check both; a forgotten password can be set anew.',
  ),
);
