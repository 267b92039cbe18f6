/** What every change of a workspace's members goes through: one at a time, by somebody who still may, an owner left. */
import type { Role } from '@sluice/api/route';
import { ok, problem, type Result, refused } from '@sluice/core/problem';
import type { Db } from '../../db/database.ts';
import { type Actor, requireRole } from '../../http/actor.ts';

export type Member = {
  readonly account_id: string;
  readonly role: Role;
  readonly name: string;
  readonly email: string;
  readonly created_at: Date;
};

/** Nobody else changes the members of this workspace until the transaction ends. */
export const lockMembers = async (trx: Db, workspaceId: string): Promise<readonly Member[]> => {
  await trx.selectFrom('workspaces').select('id').where('id', '=', workspaceId).forNoKeyUpdate().execute();
  return trx
    .selectFrom('memberships as m')
    .innerJoin('accounts as a', 'a.id', 'm.account_id')
    .select(['m.account_id', 'm.role', 'a.name', 'a.email', 'm.created_at'])
    .where('m.workspace_id', '=', workspaceId)
    .orderBy('m.created_at')
    .execute();
};

/** The actor's role as it is now, under the lock: it may have been taken since the call came in. */
export const stillMay = (actor: Actor, members: readonly Member[], least: Role): Result<Actor> => {
  if (actor.isPerson === undefined) return requireRole(actor, least);
  const member = members.find(({ account_id }) => account_id === actor.id);
  return member
    ? requireRole({ ...actor, role: member.role }, least)
    : refused(problem('not-a-member', '', 'You are not a member of this workspace any more.'));
};

/** Refused when `member` is the only owner and would be one no longer. */
export const ownerStays = (members: readonly Member[], member: Member): Result<null> =>
  member.role !== 'owner' || members.some((each) => each !== member && each.role === 'owner')
    ? ok(null)
    : refused(
        problem(
          'last-owner',
          '',
          `${member.name} is the last owner of this workspace.`,
          'Make somebody else owner first.',
        ),
      );
