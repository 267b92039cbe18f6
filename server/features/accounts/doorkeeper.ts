/** Lets in whoever brings a key or a session: one indexed read at every call, so that a change of rights counts at once. */
import { ok, problem, type Result, refused } from '@sluice/core/problem';
import { sql } from 'kysely';
import type { Actor, Credentials, Doorkeeper, SignedIn } from '../../http/actor.ts';
import type { Services } from '../../services.ts';
import type { KeyRing } from '../workspaces/key-ring.ts';
import { hashOfToken } from './link-token.ts';
import { NOT_SIGNED_IN, SESSION_IDLE, touchSession } from './sessions.ts';

type Tools = Pick<Services, 'db' | 'clock' | 'random'>;
type Row = {
  readonly id: string;
  readonly account_id: string;
  readonly last_seen_at: Date;
  readonly name: string;
  readonly email: string;
  readonly workspace_id: string | null;
  readonly role: Actor['role'] | null;
};

export const doorkeeper = (tools: Tools, ring: KeyRing): Doorkeeper => ({
  actor: async (credentials) => {
    const { authorization, session, workspace } = credentials;
    if (authorization !== undefined || session === undefined) {
      return session === undefined && authorization === undefined
        ? NO_CREDENTIALS
        : ring.authenticate(authorization);
    }
    const row = await readSession(tools, session, workspace);
    if (row === null) return NOT_SIGNED_IN;
    if (row.workspace_id === null || row.role === null) {
      return workspace === undefined ? NO_WORKSPACE : NOT_A_MEMBER;
    }
    return ok({
      workspaceId: row.workspace_id,
      id: row.account_id,
      name: auditName(row),
      role: row.role,
      isPerson: true,
    });
  },
  account: (credentials) => signedIn(tools, credentials),
});

/** As the audit log and versions show somebody. */
export const auditName = ({ name, email }: { readonly name: string; readonly email: string }): string =>
  `${name} <${email}>`;

/** Who a session belongs to, whatever their workspaces. */
export const signedIn = async (
  tools: Tools,
  { authorization, session }: Pick<Credentials, 'authorization' | 'session'>,
): Promise<Result<SignedIn>> => {
  if (authorization !== undefined) return ACCOUNT_NEEDED;
  const row = session === undefined ? null : await readSession(tools, session, undefined);
  return row === null
    ? NOT_SIGNED_IN
    : ok({ accountId: row.account_id, sessionId: row.id, name: row.name, email: row.email });
};

/** The session with the membership that a call is for: in the workspace it names, else in the first of the account. */
const readSession = async (
  tools: Tools,
  token: string,
  workspace: string | undefined,
): Promise<Row | null> => {
  const { db, clock } = tools;
  const now = clock.now();
  const { rows } = await sql<Row>`
    select s.id, s.account_id, s.last_seen_at, a.name, a.email, m.workspace_id, m.role
    from sessions s
    join accounts a on a.id = s.account_id
    left join lateral (
      select m.workspace_id, m.role from memberships m join workspaces w on w.id = m.workspace_id
      where m.account_id = s.account_id and (${workspace ?? null}::text is null or m.workspace_id = ${workspace ?? null})
      order by w.demo, m.created_at, m.workspace_id limit 1
    ) m on true
    where s.hash = ${hashOfToken(token)} and s.expires_at > ${new Date(now)}
      and s.last_seen_at > ${new Date(now - SESSION_IDLE)}`.execute(db);
  const [row] = rows;
  if (!row) return null;
  await touchSession(tools, { accountId: row.account_id, id: row.id, seen: row.last_seen_at });
  return row;
};

const NO_CREDENTIALS: Result<never> = refused(
  problem(
    'not-signed-in',
    '',
    'This call needs an API key, or somebody signed in.',
    'Send the header Authorization: Bearer <key>, or sign in.',
  ),
);
const ACCOUNT_NEEDED: Result<never> = refused(
  problem(
    'account-needed',
    '',
    'This call is about a person’s account; an API key belongs to a workspace.',
    'Sign in instead.',
  ),
);
/** The same for a workspace that does not exist. */
const NOT_A_MEMBER: Result<never> = refused(
  problem(
    'not-a-member',
    'sluice-workspace',
    'You are not a member of this workspace.',
    'Ask one of its owners for an invitation, or switch to another workspace.',
  ),
);
const NO_WORKSPACE: Result<never> = refused(
  problem(
    'not-a-member',
    '',
    'You are not a member of any workspace.',
    'Ask for an invitation, or make a workspace of your own.',
  ),
);
