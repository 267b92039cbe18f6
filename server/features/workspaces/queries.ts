/** Reading API keys: everything but the key. */
import { ok, type Result } from '@sluice/core/problem';
import { type Paging, readPage } from '../../db/page.ts';
import type { Actor } from '../../http/actor.ts';
import type { Services } from '../../services.ts';

export const listKeys = async (
  { db }: Pick<Services, 'db'>,
  actor: Actor,
  paging: Paging,
): Promise<Result<unknown>> => {
  const page = await readPage(
    paging,
    { at: 'created_at', id: 'id' },
    (bound) =>
      db
        .selectFrom('api_keys')
        .select(['id', 'name', 'role', 'created_at', 'last_used_at'])
        .where('workspace_id', '=', actor.workspaceId)
        .where(bound.after)
        .orderBy(bound.order)
        .limit(bound.limit)
        .execute(),
    (row) => ({ at: row.created_at, id: row.id }),
  );
  if (!page.ok) return page;
  return ok({
    items: page.value.rows.map((row) => ({
      id: row.id,
      name: row.name,
      role: row.role,
      createdAt: row.created_at.toISOString(),
      lastUsedAt: row.last_used_at?.toISOString() ?? null,
    })),
    next: page.value.next,
  });
};
