/** A deployment's running conversations, as switching it concerns them. */
import type { Db } from '../../db/database.ts';

export const countRunning = async (db: Db, workspaceId: string, deploymentId: string): Promise<number> => {
  const row = await db
    .selectFrom('conversations')
    .select((eb) => eb.fn.countAll<number>().as('running'))
    .where('workspace_id', '=', workspaceId)
    .where('deployment_id', '=', deploymentId)
    .where('status', '=', 'waiting')
    .executeTakeFirst();
  return Number(row?.running ?? 0);
};

/**
 * Gives every running conversation to humans. The turn counter is raised, so that a turn that is being taken just
 * now loses, and its message is kept for the human instead. Returns how many there were.
 */
export const handOffRunning = async (
  trx: Db,
  workspaceId: string,
  deploymentId: string,
  at: Date,
): Promise<number> => {
  const handed = await trx
    .updateTable('conversations')
    .set((eb) => ({
      status: 'handed-off' as const,
      turn: eb('turn', '+', 1),
      due_at: null,
      due_kind: null,
      touched_at: at,
    }))
    .where('workspace_id', '=', workspaceId)
    .where('deployment_id', '=', deploymentId)
    .where('status', '=', 'waiting')
    .executeTakeFirst();
  return Number(handed.numUpdatedRows);
};
