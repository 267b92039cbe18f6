/** Comments as rows, and as the API answers them to somebody. */
import type { Selectable } from 'kysely';
import type { Db } from '../../db/database.ts';
import type { Tables } from '../../db/tables.ts';
import type { Actor } from '../../http/actor.ts';

export type CommentRow = Omit<Selectable<Tables['comments']>, 'workspace_id' | 'flow_id'>;

export const COMMENT_COLUMNS = [
  'id',
  'block',
  'group_id',
  'content',
  'author',
  'author_id',
  'created_at',
  'edited_at',
  'resolved_at',
  'resolved_by',
] as const satisfies readonly (keyof CommentRow)[];

export const commentAnswer = (row: CommentRow, reader: Actor) => ({
  id: row.id,
  block: row.block,
  group: row.group_id,
  text: row.content,
  author: row.author,
  mine: row.author_id === reader.id,
  createdAt: row.created_at.toISOString(),
  editedAt: row.edited_at?.toISOString() ?? null,
  resolvedAt: row.resolved_at?.toISOString() ?? null,
  resolvedBy: row.resolved_by,
});
export type CommentAnswer = ReturnType<typeof commentAnswer>;

/** Nobody else changes it until this transaction ends. */
export const lockComment = async (
  trx: Db,
  workspaceId: string,
  flowId: string,
  id: string,
): Promise<CommentRow | null> =>
  (await trx
    .selectFrom('comments')
    .select(COMMENT_COLUMNS)
    .where('workspace_id', '=', workspaceId)
    .where('flow_id', '=', flowId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()) ?? null;
