/** Members of a workspace: reading them, changing their role, removing them, helping one who lost the password. */
import type { Role } from '@sluice/api/route';
import { ok, problem, type Result, refused } from '@sluice/core/problem';
import { type Paging, readPage } from '../../db/page.ts';
import type { Actor } from '../../http/actor.ts';
import { notFound } from '../../http/not-found.ts';
import type { Services } from '../../services.ts';
import { recordDeed } from '../audit/record.ts';
import { membershipsOf } from './account-answer.ts';
import { lockMembers, type Member, ownerStays, stillMay } from './membership.ts';
import { makeReset } from './password-resets.ts';

export const listMembers = async ({ db }: Pick<Services, 'db'>, actor: Actor, paging: Paging) => {
  const page = await readPage(
    paging,
    { at: 'm.created_at', id: 'm.account_id' },
    (bound) =>
      db
        .selectFrom('memberships as m')
        .innerJoin('accounts as a', 'a.id', 'm.account_id')
        .select(['m.account_id', 'm.role', 'a.name', 'a.email', 'm.created_at'])
        .where('m.workspace_id', '=', actor.workspaceId)
        .where(bound.after)
        .orderBy(bound.order)
        .limit(bound.limit)
        .execute(),
    (row) => ({ at: row.created_at, id: row.account_id }),
  );
  return page.ok
    ? ok({ items: page.value.rows.map((row) => memberAnswer(row, actor)), next: page.value.next })
    : page;
};

export const changeRole = (services: Services, actor: Actor, id: string, role: Role) =>
  services.db.transaction().execute(async (trx): Promise<Result<unknown>> => {
    const members = await lockMembers(trx, actor.workspaceId);
    const may = stillMay(actor, members, 'owner');
    if (!may.ok) return may;
    const member = members.find(({ account_id }) => account_id === id);
    if (!member) return notFound('member', id);
    if (member.role === role) return ok(memberAnswer(member, actor));
    const stays = ownerStays(members, member);
    if (!stays.ok) return stays;
    await trx
      .updateTable('memberships')
      .set({ role })
      .where('workspace_id', '=', actor.workspaceId)
      .where('account_id', '=', id)
      .execute();
    await recordDeed(services, trx, actor, {
      action: 'member.change-role',
      target: id,
      before: { role: member.role },
      after: { role },
    });
    return ok(memberAnswer({ ...member, role }, actor));
  });

/** Owners remove anybody; everybody may leave. */
export const removeMember = (services: Services, actor: Actor, id: string) =>
  services.db.transaction().execute(async (trx): Promise<Result<null>> => {
    const leaves = actor.isPerson === true && actor.id === id;
    const members = await lockMembers(trx, actor.workspaceId);
    const may = stillMay(actor, members, leaves ? 'viewer' : 'owner');
    if (!may.ok) return may;
    const member = members.find(({ account_id }) => account_id === id);
    if (!member) return notFound('member', id);
    const stays = ownerStays(members, member);
    if (!stays.ok) return stays;
    await trx
      .deleteFrom('memberships')
      .where('workspace_id', '=', actor.workspaceId)
      .where('account_id', '=', id)
      .execute();
    await recordDeed(services, trx, actor, {
      action: leaves ? 'member.leave' : 'member.remove',
      target: id,
      before: { role: member.role },
    });
    return ok(null);
  });

/**
 * A link to set a member's password, where no mail can carry it. Whoever has it becomes that member everywhere: so only
 * a person makes it who owns every workspace that the member works in.
 */
export const makeResetLink = (services: Services, actor: Actor, id: string) =>
  services.db.transaction().execute(async (trx): Promise<Result<unknown>> => {
    if (services.mailer !== null) return MAIL_INSTEAD;
    if (actor.isPerson === undefined) return NOT_FOR_KEYS;
    const members = await lockMembers(trx, actor.workspaceId);
    const may = stillMay(actor, members, 'owner');
    if (!may.ok) return may;
    if (!members.some(({ account_id }) => account_id === id)) return notFound('member', id);
    const owned = (await membershipsOf(trx, actor.id)).filter(({ role }) => role === 'owner');
    const theirs = await membershipsOf(trx, id);
    if (theirs.some((each) => !owned.some((own) => own.id === each.id))) return WORKS_ELSEWHERE;
    const { link, expiresAt } = await makeReset(services, trx, id, services.address());
    await recordDeed(services, trx, actor, { action: 'member.reset-link', target: id });
    return ok({ link, expiresAt: expiresAt.toISOString() });
  });

const memberAnswer = (row: Member, actor: Actor) => ({
  id: row.account_id,
  name: row.name,
  email: row.email,
  role: row.role,
  joinedAt: row.created_at.toISOString(),
  you: actor.isPerson === true && actor.id === row.account_id,
});

const MAIL_INSTEAD: Result<never> = refused(
  problem(
    'mail-instead',
    '',
    'This Sluice sends e-mail: the member asks for a link on the sign-in page.',
    'Nobody else needs to see it.',
  ),
);
const NOT_FOR_KEYS: Result<never> = refused(
  problem('account-needed', '', 'Only somebody signed in makes this link.', 'Sign in as an owner.'),
);
const WORKS_ELSEWHERE: Result<never> = refused(
  problem(
    'role-too-low',
    '',
    'This member also works in a workspace that you do not own.',
    'An owner of all their workspaces, or your operator, can help.',
  ),
);
