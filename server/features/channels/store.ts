/** Reading and locking channels; shared by commands and queries. */
import { sql } from 'kysely';
import type { Db } from '../../db/database.ts';

/** A channel that is not archived; null also for another workspace's. */
export const findChannel = async (db: Db, workspaceId: string, id: string) =>
  (await db
    .selectFrom('channels')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('archived_at', 'is', null)
    .executeTakeFirst()) ?? null;

/** As `findChannel`, and nobody else changes it until this transaction ends. */
export const lockChannel = async (trx: Db, workspaceId: string, id: string) =>
  (await trx
    .selectFrom('channels')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('archived_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()) ?? null;

/** After a change that any channel's decisions may depend on. Gives the ids, to forget once this has committed. */
export const touchAllChannels = async (trx: Db, workspaceId: string): Promise<readonly string[]> => {
  const rows = await trx
    .updateTable('channels')
    .set({ revision: sql<number>`revision + 1` })
    .where('workspace_id', '=', workspaceId)
    .where('archived_at', 'is', null)
    .returning('id')
    .execute();
  return rows.map((row) => row.id);
};
