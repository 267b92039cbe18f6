/** What remains of an erased visitor: a hash that lets their old token be refused, and says nothing else. */
import { createHash } from 'node:crypto';
import type { Db } from '../db/database.ts';

export const visitorHash = (visitor: string): string => createHash('sha256').update(visitor).digest('hex');

/** The token of an erased person opens nothing: they are a stranger now. */
export const isErased = async (db: Db, workspaceId: string, visitor: string): Promise<boolean> => {
  const erased = await db
    .selectFrom('tombstones')
    .select('hash')
    .where('workspace_id', '=', workspaceId)
    .where('hash', '=', visitorHash(visitor))
    .executeTakeFirst();
  return erased !== undefined;
};
