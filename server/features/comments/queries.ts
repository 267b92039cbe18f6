/** Reading comments. */
import { ok } from '@sluice/core/problem';
import type { Actor } from '../../http/actor.ts';
import { notFound } from '../../http/not-found.ts';
import type { Services } from '../../services.ts';
import { findFlow } from '../flows/store.ts';
import { COMMENT_COLUMNS, commentAnswer } from './store.ts';

/** All of a flow, oldest first. Whether the block is still there is for whoever holds the document to tell. */
export const listComments = async ({ db }: Pick<Services, 'db'>, actor: Actor, flowId: string) => {
  if (!(await findFlow(db, actor.workspaceId, flowId))) return notFound('flow', flowId);
  const rows = await db
    .selectFrom('comments')
    .select(COMMENT_COLUMNS)
    .where('workspace_id', '=', actor.workspaceId)
    .where('flow_id', '=', flowId)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return ok({ items: rows.map((row) => commentAnswer(row, actor)) });
};
