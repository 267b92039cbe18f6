/** What the API shows of an account, and of the workspaces it works in. */
import type { Role } from '@sluice/api/route';
import type { Db } from '../../db/database.ts';

export type Membership = {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly demo: boolean;
};
export type SessionAnswer = {
  readonly account: { readonly id: string; readonly name: string; readonly email: string };
  readonly workspaces: readonly Membership[];
};

/** The workspaces of an account: the first is the one that a call without `sluice-workspace` means. */
export const membershipsOf = (db: Db, accountId: string): Promise<readonly Membership[]> =>
  db
    .selectFrom('memberships as m')
    .innerJoin('workspaces as w', 'w.id', 'm.workspace_id')
    .select(['w.id', 'w.name', 'm.role', 'w.demo'])
    .where('m.account_id', '=', accountId)
    .orderBy('w.demo')
    .orderBy('m.created_at')
    .orderBy('m.workspace_id')
    .execute();

export const readSessionAnswer = async (db: Db, accountId: string): Promise<SessionAnswer> => {
  const account = await db
    .selectFrom('accounts')
    .select(['id', 'name', 'email'])
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow();
  return { account, workspaces: await membershipsOf(db, accountId) };
};
