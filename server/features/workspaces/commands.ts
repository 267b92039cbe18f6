/** Making and revoking API keys. */
import type { Role } from '@sluice/api/route';
import { ok, problem, type Result, refused } from '@sluice/core/problem';
import type { Actor } from '../../http/actor.ts';
import { notFound } from '../../http/not-found.ts';
import { inTransaction } from '../../runner/retry.ts';
import type { Services } from '../../services.ts';
import { recordDeed } from '../audit/record.ts';
import { hashOfKey, newApiKey } from './api-key.ts';

/** The answer is the only place where the key itself ever appears. */
export const createKey = async (
  services: Services,
  actor: Actor,
  { name, role }: { readonly name: string; readonly role: Role },
) => {
  const { db, clock, random } = services;
  const id = random.id('key');
  const key = newApiKey();
  const at = new Date(clock.now());
  await inTransaction(db, async () => async (trx) => {
    await trx
      .insertInto('api_keys')
      .values({
        workspace_id: actor.workspaceId,
        id,
        name,
        role,
        hash: hashOfKey(key),
        created_at: at,
        last_used_at: null,
      })
      .execute();
    await recordDeed(services, trx, actor, { action: 'api-key.create', target: id, after: { name, role } });
  });
  return { id, name, role, createdAt: at.toISOString(), lastUsedAt: null, key };
};

/** Gives the hash of the key that went. The last owner key stays: without one nobody could make another. */
export const revokeKey = (
  services: Services,
  actor: Actor,
  id: string,
): Promise<Result<{ readonly hash: string }>> =>
  inTransaction(services.db, async () => async (trx) => {
    const keys = await trx
      .selectFrom('api_keys')
      .select(['id', 'name', 'role', 'hash'])
      .where('workspace_id', '=', actor.workspaceId)
      .orderBy('id')
      .forUpdate()
      .execute();
    const key = keys.find((each) => each.id === id);
    if (!key) return notFound('API key', id);
    if (key.role === 'owner' && keys.filter((each) => each.role === 'owner').length === 1) {
      return refused(
        problem(
          'in-use',
          'id',
          `"${key.name}" is the last owner key of this workspace.`,
          'Make another owner key first.',
        ),
      );
    }
    await trx
      .deleteFrom('api_keys')
      .where('workspace_id', '=', actor.workspaceId)
      .where('id', '=', id)
      .execute();
    await recordDeed(services, trx, actor, {
      action: 'api-key.revoke',
      target: id,
      before: { name: key.name, role: key.role },
    });
    return ok({ hash: key.hash });
  });
