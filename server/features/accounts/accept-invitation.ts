/** Accepting an invitation: once, by the address it was made for, with the account of that address or a new one. */
import type { Role } from '@sluice/api/route';
import { ok, problem, type Result, refused } from '@sluice/core/problem';
import type { Db } from '../../db/database.ts';
import type { SignedIn } from '../../http/actor.ts';
import type { Visit } from '../../http/bind.ts';
import type { Services } from '../../services.ts';
import { recordDeed } from '../audit/record.ts';
import { readSessionAnswer, type SessionAnswer } from './account-answer.ts';
import { auditName } from './doorkeeper.ts';
import { hashOfToken } from './link-token.ts';
import { passwordProblem } from './passwords.ts';
import { beginSession } from './sessions.ts';

type Invitation = {
  readonly workspace_id: string;
  readonly id: string;
  readonly email: string;
  readonly role: Role;
  readonly invited_by: string;
  readonly expires_at: Date;
  readonly workspace: string;
  /** Of whoever has this address; null: nobody yet. */
  readonly account_id: string | null;
};

const find = async (
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  token: string,
): Promise<Invitation | undefined> =>
  db
    .selectFrom('invitations as i')
    .innerJoin('workspaces as w', 'w.id', 'i.workspace_id')
    .leftJoin('accounts as a', 'a.email', 'i.email')
    .select(['i.workspace_id', 'i.id', 'i.email', 'i.role', 'i.invited_by', 'i.expires_at'])
    .select(['w.name as workspace', 'a.id as account_id'])
    .where('i.hash', '=', hashOfToken(token))
    .where('i.expires_at', '>', new Date(clock.now()))
    .executeTakeFirst();

export const lookAtInvitation = async (services: Services, token: string): Promise<Result<unknown>> => {
  const found = await find(services, token);
  if (!found) return LINK_IS_NOT_GOOD;
  return ok({
    workspace: found.workspace,
    email: found.email,
    role: found.role,
    invitedBy: found.invited_by,
    expiresAt: found.expires_at.toISOString(),
    hasAccount: found.account_id !== null,
  });
};

export type Accepting = {
  readonly token: string;
  readonly name?: string | undefined;
  readonly password?: string | undefined;
};
export type Accepted = {
  readonly answer: SessionAnswer & { readonly joined: string };
  /** Of the session that began; undefined when the one before goes on. */
  readonly token: string | undefined;
};

/** `caller` is whoever is signed in. Of two who accept at the same moment one becomes a member. */
export const acceptInvitation = async (
  services: Services,
  accepting: Accepting,
  from: { readonly caller: SignedIn | null; readonly visit: Visit },
): Promise<Result<Accepted>> => {
  const found = await find(services, accepting.token);
  if (!found) return LINK_IS_NOT_GOOD;
  const { caller, visit } = from;
  if (caller !== null && caller.email !== found.email) return otherAccount(found.email, caller.email);
  if (caller === null && found.account_id !== null) return signInFirst(found.email);
  const fresh = caller === null ? await newAccount(services, accepting, found.email) : ok(null);
  if (!fresh.ok) return fresh;
  return services.db.transaction().execute(async (trx): Promise<Result<Accepted>> => {
    const used = await trx
      .deleteFrom('invitations')
      .where('workspace_id', '=', found.workspace_id)
      .where('id', '=', found.id)
      .where('hash', '=', hashOfToken(accepting.token))
      .returning('role')
      .executeTakeFirst();
    if (!used) return LINK_IS_NOT_GOOD;
    const account = caller ? { id: caller.accountId, name: caller.name } : fresh.value;
    if (account === null) throw new Error('neither a caller nor a new account');
    if (fresh.value !== null) await trx.insertInto('accounts').values(fresh.value).execute();
    await join(services, trx, found, { ...account, role: used.role });
    const token = caller ? undefined : await beginSession(services, trx, account.id, visit);
    return ok({
      answer: { ...(await readSessionAnswer(trx, account.id)), joined: found.workspace_id },
      token,
    });
  });
};

const newAccount = async (
  { passwords, random, clock }: Services,
  { name, password }: Accepting,
  email: string,
) => {
  const missing = (at: string) =>
    refused(problem('bad-request', at, `${at}: This is needed for a new account.`));
  if (name === undefined) return missing('name');
  if (password === undefined) return missing('password');
  const unfit = passwordProblem(password, email);
  if (unfit) return refused(unfit);
  return ok({
    id: random.id('account'),
    email,
    name,
    password_hash: await passwords.hash(password),
    created_at: new Date(clock.now()),
  });
};

const join = async (
  services: Services,
  trx: Db,
  { workspace_id, email }: Invitation,
  account: { readonly id: string; readonly name: string; readonly role: Role },
): Promise<void> => {
  await trx
    .insertInto('memberships')
    .values({
      workspace_id,
      account_id: account.id,
      role: account.role,
      created_at: new Date(services.clock.now()),
    })
    // A member already, by another way: the role that an owner gave there stays.
    .onConflict((conflict) => conflict.columns(['workspace_id', 'account_id']).doNothing())
    .execute();
  const actor = { workspaceId: workspace_id, name: auditName({ name: account.name, email }) };
  await recordDeed(services, trx, actor, {
    action: 'member.join',
    target: account.id,
    after: { role: account.role },
  });
};

/** The same for one that never was, was used, was revoked, or is too old. */
const LINK_IS_NOT_GOOD: Result<never> = refused(
  problem(
    'link-not-good',
    'token',
    'This invitation is not good any more.',
    'Ask whoever invited you for another one.',
  ),
);
const otherAccount = (email: string, signedIn: string): Result<never> =>
  refused(
    problem(
      'other-account',
      '',
      `This invitation is for ${email}; you are signed in as ${signedIn}.`,
      'Sign out, then open the link again.',
    ),
  );
const signInFirst = (email: string): Result<never> =>
  refused(
    problem(
      'sign-in-first',
      '',
      `There is an account for ${email}.`,
      'Sign in with it, then open the link again.',
    ),
  );
