/** Reading API keys: everything but the key. */
import { ok, type Result } from '@sluice/core/problem';
import type { Actor } from '../../http/actor.ts';
import { type Paging, paged } from '../../http/paged.ts';
import type { Services } from '../../services.ts';

export const listKeys = async ({ db }: Pick<Services, 'db'>, actor: Actor, paging: Paging): Promise<Result<unknown>> => {
  const page = await paged(paging, 'created_at', (bound) =>
    db
      .selectFrom('api_keys')
      .select(['id', 'name', 'role', 'created_at', 'last_used_at'])
      .where('workspace_id', '=', actor.workspaceId)
      .where(bound.after)
      .orderBy('created_at', 'desc')
      .orderBy('id')
      .limit(bound.limit)
      .execute(),
  );
  return ok(page);
};
