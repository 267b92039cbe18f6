/** Invitations: made, listed and revoked by owners. */
import type { Role } from '@sluice/api/route';
import { DAY } from '@sluice/core/instant';
import { ok, problem, type Result, refused } from '@sluice/core/problem';
import { type Paging, readPage } from '../../db/page.ts';
import type { Actor } from '../../http/actor.ts';
import { notFound } from '../../http/not-found.ts';
import type { Services } from '../../services.ts';
import { recordDeed } from '../audit/record.ts';
import { hashOfToken, newToken } from './link-token.ts';
import { invitationMail } from './mails.ts';
import { lockMembers, stillMay } from './membership.ts';

export const INVITATION_LIFE = 7 * DAY;

type Row = {
  readonly id: string;
  readonly email: string;
  readonly role: Role;
  readonly invited_by: string;
  readonly created_at: Date;
  readonly expires_at: Date;
};

/**
 * Mails the link; when it cannot be mailed, the answer holds it, and why. Only members are refused: whether there is an
 * account with this address makes no difference to whoever invites.
 */
export const invite = async (
  services: Services,
  actor: Actor,
  { email, role }: { readonly email: string; readonly role: Role },
): Promise<Result<unknown>> => {
  const token = newToken();
  const made = await insert(services, actor, { email, role, token });
  if (!made.ok) return made;
  const { row, workspace } = made.value;
  const link = `${services.address()}/studio/invitation?token=${token}`;
  const mailed = await services.mailer?.send(
    invitationMail({ to: email, workspace, invitedBy: row.invited_by, link }),
  );
  const delivered = mailed?.ok === true;
  return ok({
    ...invitationAnswer(row),
    mail: delivered ? 'sent' : mailed === undefined ? 'off' : 'failed',
    problem: mailed === undefined || mailed.ok ? null : (mailed.problems[0]?.says ?? null),
    link: delivered ? null : link,
  });
};

const insert = (
  services: Services,
  actor: Actor,
  { email, role, token }: { readonly email: string; readonly role: Role; readonly token: string },
) =>
  services.db
    .transaction()
    .execute(async (trx): Promise<Result<{ readonly row: Row; readonly workspace: string }>> => {
      const { clock, random } = services;
      const { workspaceId } = actor;
      const members = await lockMembers(trx, workspaceId);
      const may = stillMay(actor, members, 'owner');
      if (!may.ok) return may;
      if (members.some((member) => member.email === email)) return IS_MEMBER;
      const workspace = await trx
        .selectFrom('workspaces')
        .select('name')
        .where('id', '=', workspaceId)
        .executeTakeFirstOrThrow();
      await trx
        .deleteFrom('invitations')
        .where('workspace_id', '=', workspaceId)
        .where('email', '=', email)
        .execute();
      const row = {
        id: random.id('invitation'),
        email,
        role,
        invited_by: actor.name,
        created_at: new Date(clock.now()),
        expires_at: new Date(clock.now() + INVITATION_LIFE),
      };
      await trx
        .insertInto('invitations')
        .values({ ...row, workspace_id: workspaceId, hash: hashOfToken(token) })
        .execute();
      await recordDeed(services, trx, actor, {
        action: 'invitation.create',
        target: row.id,
        after: { email, role },
      });
      return ok({ row, workspace: workspace.name });
    });

export const listInvitations = async (
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  actor: Actor,
  paging: Paging,
) => {
  const page = await readPage(
    paging,
    { at: 'created_at', id: 'id' },
    (bound) =>
      db
        .selectFrom('invitations')
        .select(['id', 'email', 'role', 'invited_by', 'created_at', 'expires_at'])
        .where('workspace_id', '=', actor.workspaceId)
        .where('expires_at', '>', new Date(clock.now()))
        .where(bound.after)
        .orderBy(bound.order)
        .limit(bound.limit)
        .execute(),
    (row) => ({ at: row.created_at, id: row.id }),
  );
  return page.ok ? ok({ items: page.value.rows.map(invitationAnswer), next: page.value.next }) : page;
};

export const revokeInvitation = (services: Services, actor: Actor, id: string) =>
  services.db.transaction().execute(async (trx): Promise<Result<null>> => {
    const gone = await trx
      .deleteFrom('invitations')
      .where('workspace_id', '=', actor.workspaceId)
      .where('id', '=', id)
      .returning(['email', 'role'])
      .executeTakeFirst();
    if (!gone) return notFound('invitation', id);
    await recordDeed(services, trx, actor, { action: 'invitation.revoke', target: id, before: gone });
    return ok(null);
  });

const invitationAnswer = (row: Row) => ({
  id: row.id,
  email: row.email,
  role: row.role,
  invitedBy: row.invited_by,
  createdAt: row.created_at.toISOString(),
  expiresAt: row.expires_at.toISOString(),
});

const IS_MEMBER: Result<never> = refused(
  problem(
    'already-a-member',
    'email',
    'Somebody with this address is a member already.',
    'Change their role in the list of members.',
  ),
);
