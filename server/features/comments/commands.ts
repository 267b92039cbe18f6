/** Writing comments: one's own words are one's own; anybody who edits may resolve. */
import { ok, problem, type Result, refused } from '@sluice/core/problem';
import type { Db } from '../../db/database.ts';
import { type Actor, spokenName } from '../../http/actor.ts';
import { notFound } from '../../http/not-found.ts';
import { inTransaction } from '../../runner/retry.ts';
import type { Services } from '../../services.ts';
import { recordDeed } from '../audit/record.ts';
import { lockFlow } from '../flows/store.ts';
import { type CommentAnswer, type CommentRow, commentAnswer, lockComment } from './store.ts';

const MOST = 1_000;

type Which = { readonly flowId: string; readonly id: string };

export const createComment = (
  services: Services,
  actor: Actor,
  flowId: string,
  given: { readonly block?: string | undefined; readonly group?: string | undefined; readonly text: string },
): Promise<Result<CommentAnswer>> =>
  inTransaction(services.db, async () => async (trx) => {
    if (!(await lockFlow(trx, actor.workspaceId, flowId))) return notFound('flow', flowId);
    if ((await countComments(trx, actor.workspaceId, flowId)) >= MOST) {
      return refused(
        problem('too-many', '', `A flow has at most ${MOST} comments.`, 'Delete old ones first.'),
      );
    }
    const row: CommentRow = {
      id: services.random.id('comment'),
      block: given.block ?? null,
      group_id: given.group ?? null,
      content: given.text,
      author: spokenName(actor),
      author_id: actor.id,
      created_at: new Date(services.clock.now()),
      edited_at: null,
      resolved_at: null,
      resolved_by: null,
    };
    await trx
      .insertInto('comments')
      .values({ ...row, workspace_id: actor.workspaceId, flow_id: flowId })
      .execute();
    await recordDeed(services, trx, actor, {
      action: 'flow.comment',
      target: flowId,
      after: { comment: row.id, block: row.block, group: row.group_id },
    });
    return ok(commentAnswer(row, actor));
  });

export const editComment = (
  services: Services,
  actor: Actor,
  { flowId, id }: Which,
  { text, resolved }: { readonly text?: string | undefined; readonly resolved?: boolean | undefined },
): Promise<Result<CommentAnswer>> =>
  inTransaction(services.db, async () => async (trx) => {
    const before = await lockComment(trx, actor.workspaceId, flowId, id);
    if (!before) return notFound('comment', id);
    if (text !== undefined && before.author_id !== actor.id) return NOT_YOURS;
    const at = new Date(services.clock.now());
    const row: CommentRow = {
      ...before,
      ...(text === undefined ? {} : { content: text, edited_at: at }),
      ...(resolved === undefined || resolved === (before.resolved_at !== null)
        ? {}
        : { resolved_at: resolved ? at : null, resolved_by: resolved ? spokenName(actor) : null }),
    };
    const { content, edited_at, resolved_at, resolved_by } = row;
    await trx
      .updateTable('comments')
      .set({ content, edited_at, resolved_at, resolved_by })
      .where('workspace_id', '=', actor.workspaceId)
      .where('flow_id', '=', flowId)
      .where('id', '=', id)
      .execute();
    await recordDeed(services, trx, actor, {
      action: 'flow.edit-comment',
      target: flowId,
      before: { comment: id, resolved: before.resolved_at !== null },
      after: { comment: id, resolved: resolved_at !== null },
    });
    return ok(commentAnswer(row, actor));
  });

export const removeComment = (
  services: Services,
  actor: Actor,
  { flowId, id }: Which,
): Promise<Result<null>> =>
  inTransaction(services.db, async () => async (trx) => {
    const before = await lockComment(trx, actor.workspaceId, flowId, id);
    if (!before) return notFound('comment', id);
    if (before.author_id !== actor.id && actor.role !== 'owner') return NOT_YOURS;
    await trx
      .deleteFrom('comments')
      .where('workspace_id', '=', actor.workspaceId)
      .where('flow_id', '=', flowId)
      .where('id', '=', id)
      .execute();
    await recordDeed(services, trx, actor, {
      action: 'flow.remove-comment',
      target: flowId,
      before: { comment: id, author: before.author },
    });
    return ok(null);
  });

const NOT_YOURS = refused(
  problem('not-yours', '', 'Somebody else wrote this comment.', 'Answer it, or ask them or an owner.'),
);

const countComments = async (trx: Db, workspaceId: string, flowId: string): Promise<number> => {
  const row = await trx
    .selectFrom('comments')
    .select((eb) => eb.fn.countAll<number>().as('comments'))
    .where('workspace_id', '=', workspaceId)
    .where('flow_id', '=', flowId)
    .executeTakeFirst();
  return Number(row?.comments ?? 0);
};
