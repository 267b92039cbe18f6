/** Reading and locking flows; shared by commands and queries. */
import { checkDocument } from '@sluice/core/flow/check';
import type { FlowDocument } from '@sluice/core/flow/document';
import { subflowsOf } from '@sluice/core/flow/version';
import type { BlockLibrary } from '@sluice/core/interpreter/block';
import type { Problem } from '@sluice/core/problem';
import type { Db } from '../../db/database.ts';

/** A flow that is not archived; null also for another workspace's. */
export const findFlow = async (db: Db, workspaceId: string, id: string) =>
  (await db
    .selectFrom('flows')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('archived_at', 'is', null)
    .executeTakeFirst()) ?? null;

/** As `findFlow`, and nobody else changes it until this transaction ends. */
export const lockFlow = async (trx: Db, workspaceId: string, id: string) =>
  (await trx
    .selectFrom('flows')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('archived_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()) ?? null;

/** What checking a document may know: which of the flows it refers to exist in this workspace. */
export const surroundingsOf = async (
  db: Db,
  workspaceId: string,
  document: FlowDocument,
): Promise<{ readonly flows: ReadonlySet<string> }> => {
  const named = subflowsOf(document);
  if (named.length === 0) return { flows: new Set() };
  const rows = await db
    .selectFrom('flows')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', named)
    .where('archived_at', 'is', null)
    .execute();
  return { flows: new Set(rows.map((row) => row.id)) };
};

/** Everything the check finds in a document of this workspace, warnings included. */
export const findProblems = async (
  db: Db,
  library: BlockLibrary,
  workspaceId: string,
  document: FlowDocument,
): Promise<readonly Problem[]> =>
  checkDocument(document, library, await surroundingsOf(db, workspaceId, document));
