/** Reading the audit log. */
import { ok } from '@sluice/core/problem';
import { type Paging, readPage } from '../../db/page.ts';
import type { Actor } from '../../http/actor.ts';
import type { Services } from '../../services.ts';

export const listDeeds = async (
  { db }: Pick<Services, 'db'>,
  actor: Actor,
  { target, ...paging }: Paging & { readonly target?: string | undefined },
) => {
  const page = await readPage(
    paging,
    { at: 'at', id: 'id' },
    (bound) =>
      db
        .selectFrom('audit')
        .select(['id', 'at', 'actor', 'action', 'target', 'before', 'after'])
        .where('workspace_id', '=', actor.workspaceId)
        .$if(target !== undefined, (query) => query.where('target', '=', target ?? ''))
        .where(bound.after)
        .orderBy(bound.order)
        .limit(bound.limit)
        .execute(),
    (row) => ({ at: row.at, id: row.id }),
  );
  return page.ok
    ? ok({
        items: page.value.rows.map((row) => ({ ...row, at: row.at.toISOString() })),
        next: page.value.next,
      })
    : page;
};
