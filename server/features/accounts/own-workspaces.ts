/** The workspace that a call is for, and making one of one's own. */
import { ok, type Result } from '@sluice/core/problem';
import type { Actor, SignedIn } from '../../http/actor.ts';
import type { Services } from '../../services.ts';
import { recordDeed } from '../audit/record.ts';
import { auditName } from './doorkeeper.ts';

export const readWorkspace = async ({ db }: Pick<Services, 'db'>, actor: Actor) => {
  const row = await db
    .selectFrom('workspaces')
    .select(['id', 'name', 'demo', 'created_at'])
    .where('id', '=', actor.workspaceId)
    .executeTakeFirstOrThrow();
  return workspaceAnswer(row, actor.role);
};

export const renameWorkspace = (services: Services, actor: Actor, name: string) =>
  services.db.transaction().execute(async (trx) => {
    const before = await trx
      .selectFrom('workspaces')
      .select(['id', 'name', 'demo', 'created_at'])
      .where('id', '=', actor.workspaceId)
      .forNoKeyUpdate()
      .executeTakeFirstOrThrow();
    await trx.updateTable('workspaces').set({ name }).where('id', '=', actor.workspaceId).execute();
    await recordDeed(services, trx, actor, {
      action: 'workspace.rename',
      target: actor.workspaceId,
      before: { name: before.name },
      after: { name },
    });
    return workspaceAnswer({ ...before, name }, actor.role);
  });

/** Whoever makes it owns it. */
export const createWorkspace = (services: Services, account: SignedIn, name: string) =>
  services.db.transaction().execute(async (trx): Promise<Result<unknown>> => {
    const { clock, random } = services;
    const created_at = new Date(clock.now());
    const row = { id: random.id('workspace'), name, demo: false, created_at };
    await trx.insertInto('workspaces').values(row).execute();
    await trx
      .insertInto('memberships')
      .values({ workspace_id: row.id, account_id: account.accountId, role: 'owner', created_at })
      .execute();
    const actor = { workspaceId: row.id, name: auditName(account) };
    await recordDeed(services, trx, actor, { action: 'workspace.create', target: row.id, after: { name } });
    return ok(workspaceAnswer(row, 'owner'));
  });

const workspaceAnswer = (
  row: { readonly id: string; readonly name: string; readonly demo: boolean; readonly created_at: Date },
  role: Actor['role'],
) => ({ id: row.id, name: row.name, demo: row.demo, createdAt: row.created_at.toISOString(), role });
