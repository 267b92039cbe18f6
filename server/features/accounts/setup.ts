/** The first account: made once, by whoever has the one-time link, or by the environment. */
import { ok, problem, type Result, refused } from '@sluice/core/problem';
import { sql } from 'kysely';
import type { Db } from '../../db/database.ts';
import type { Visit } from '../../http/bind.ts';
import type { Services } from '../../services.ts';
import { recordDeed } from '../audit/record.ts';
import { readSessionAnswer, type SessionAnswer } from './account-answer.ts';
import { auditName } from './doorkeeper.ts';
import { type Passwords, passwordProblem } from './passwords.ts';
import { beginSession } from './sessions.ts';
import { hasAccount, isSetupToken } from './setup-link.ts';

type Tools = Pick<Services, 'db' | 'clock' | 'random' | 'secrets' | 'config'> & {
  readonly passwords: Passwords;
};

export type FirstAccount = {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  /** The name of its workspace. */
  readonly workspace: string;
};
export type Begun = { readonly token: string; readonly answer: SessionAnswer };

/** By the link. Of two who come at the same moment one makes the account; the link is used up with it. */
export const setUp = async (
  tools: Tools,
  { token, ...first }: FirstAccount & { readonly token: string },
  visit: Visit,
): Promise<Result<Begun>> => {
  if (!(await isSetupToken(tools, token))) return LINK_IS_NOT_GOOD;
  const unfit = passwordProblem(first.password, first.email);
  if (unfit) return refused(unfit);
  const password_hash = await tools.passwords.hash(first.password);
  return tools.db.transaction().execute(async (trx) => {
    const accountId = await makeFirst(tools, trx, { ...first, password_hash });
    if (accountId === null) return LINK_IS_NOT_GOOD;
    const session = await beginSession(tools, trx, accountId, visit);
    return ok({ token: session, answer: await readSessionAnswer(trx, accountId) });
  });
};

/** SLUICE_ADMIN_EMAIL and SLUICE_ADMIN_PASSWORD, at the start. Later starts change nothing, whatever they say. */
export const ensureAdmin = async (tools: Tools): Promise<void> => {
  const { admin } = tools.config;
  if (admin === undefined || (await hasAccount(tools.db))) return;
  const name = admin.email.split('@')[0] ?? admin.email;
  const password_hash = await tools.passwords.hash(admin.password);
  await tools.db
    .transaction()
    .execute((trx) =>
      makeFirst(tools, trx, { name, email: admin.email, workspace: 'Workspace', password_hash }),
    );
};

/** Null when somebody else was first. The account owns every workspace that is there, the demo included. */
const makeFirst = async (
  tools: Tools,
  trx: Db,
  first: Omit<FirstAccount, 'password'> & { readonly password_hash: string },
): Promise<string | null> => {
  await sql`select pg_advisory_xact_lock(7583225)`.execute(trx);
  if (await hasAccount(trx)) return null;
  const { clock, random } = tools;
  const created_at = new Date(clock.now());
  const { name, email, password_hash } = first;
  const accountId = random.id('account');
  await trx
    .insertInto('accounts')
    .values({ id: accountId, email, name, password_hash, created_at })
    .execute();
  await ownWorkspace(tools, trx, first.workspace);
  const workspaces = await trx.selectFrom('workspaces').select('id').execute();
  for (const { id: workspaceId } of workspaces) {
    await trx
      .insertInto('memberships')
      .values({ workspace_id: workspaceId, account_id: accountId, role: 'owner', created_at })
      .execute();
    await recordDeed(
      tools,
      trx,
      { workspaceId, name: auditName(first) },
      {
        action: 'member.join',
        target: accountId,
        after: { role: 'owner' },
      },
    );
  }
  return accountId;
};

/** The first workspace that is no demo takes the name; when there is none yet, it is made. */
const ownWorkspace = async ({ clock, random }: Tools, trx: Db, name: string): Promise<void> => {
  const found = await trx
    .selectFrom('workspaces')
    .select('id')
    .where('demo', '=', false)
    .orderBy('created_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  if (found) await trx.updateTable('workspaces').set({ name }).where('id', '=', found.id).execute();
  else {
    await trx
      .insertInto('workspaces')
      .values({ id: random.id('workspace'), name, demo: false, created_at: new Date(clock.now()) })
      .execute();
  }
};

const LINK_IS_NOT_GOOD: Result<never> = refused(
  problem(
    'link-not-good',
    'token',
    'This link is not good, or was used already.',
    'Sluice prints the right one when it starts, as long as there is no account.',
  ),
);
