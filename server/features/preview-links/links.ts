/** Preview links: made, listed, revoked, and found again by their token, of which only the hash is kept. */
import { HOUR } from '@sluice/core/instant';
import { ok, type Result } from '@sluice/core/problem';
import type { Selectable } from 'kysely';
import type { Db } from '../../db/database.ts';
import type { Tables } from '../../db/tables.ts';
import { type Actor, spokenName } from '../../http/actor.ts';
import { notFound } from '../../http/not-found.ts';
import { inTransaction } from '../../runner/retry.ts';
import type { Services } from '../../services.ts';
import { hashOfToken, newToken } from '../accounts/link-token.ts';
import { recordDeed } from '../audit/record.ts';
import { findFlow, lockFlow } from '../flows/store.ts';

type Row = Pick<
  Selectable<Tables['preview_links']>,
  'id' | 'version_number' | 'note' | 'author' | 'created_at' | 'expires_at'
>;

const linkAnswer = (row: Row, now: number) => ({
  id: row.id,
  version: row.version_number,
  note: row.note,
  author: row.author,
  createdAt: row.created_at.toISOString(),
  expiresAt: row.expires_at.toISOString(),
  expired: row.expires_at.getTime() <= now,
});

type Wanted = {
  readonly version?: number | null | undefined;
  readonly expiresInHours: number;
  readonly note?: string | null | undefined;
};

/** The token is in the answer and nowhere else. */
export const createLink = (
  services: Services,
  actor: Actor,
  flowId: string,
  { version = null, expiresInHours, note = null }: Wanted,
): Promise<Result<ReturnType<typeof linkAnswer> & { readonly url: string }>> =>
  inTransaction(services.db, async () => async (trx) => {
    const flow = await lockFlow(trx, actor.workspaceId, flowId);
    if (!flow) return notFound('flow', flowId);
    if (version !== null && version > flow.latest_version) return notFound('version', String(version));
    const now = services.clock.now();
    const token = newToken();
    const row = {
      id: services.random.id('preview'),
      version_number: version,
      note,
      author: spokenName(actor),
      created_at: new Date(now),
      expires_at: new Date(now + expiresInHours * HOUR),
    };
    await trx
      .insertInto('preview_links')
      .values({
        ...row,
        workspace_id: actor.workspaceId,
        flow_id: flowId,
        token_hash: hashOfToken(token),
        revoked_at: null,
      })
      .execute();
    await recordDeed(services, trx, actor, {
      action: 'flow.make-preview-link',
      target: flowId,
      after: { link: row.id, version, expiresAt: row.expires_at.toISOString() },
    });
    return ok({ ...linkAnswer(row, now), url: `${services.config.publicUrl ?? ''}/preview/${token}` });
  });

export const listLinks = async (
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  { workspaceId }: Actor,
  flowId: string,
) => {
  if (!(await findFlow(db, workspaceId, flowId))) return notFound('flow', flowId);
  const rows = await db
    .selectFrom('preview_links')
    .select(['id', 'version_number', 'note', 'author', 'created_at', 'expires_at'])
    .where('workspace_id', '=', workspaceId)
    .where('flow_id', '=', flowId)
    .where('revoked_at', 'is', null)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .limit(200)
    .execute();
  return ok({ items: rows.map((row) => linkAnswer(row, clock.now())) });
};

export const revokeLink = (
  services: Services,
  actor: Actor,
  flowId: string,
  id: string,
): Promise<Result<null>> =>
  inTransaction(services.db, async () => async (trx) => {
    const revoked = await trx
      .updateTable('preview_links')
      .set({ revoked_at: new Date(services.clock.now()) })
      .where('workspace_id', '=', actor.workspaceId)
      .where('flow_id', '=', flowId)
      .where('id', '=', id)
      .where('revoked_at', 'is', null)
      .returning('id')
      .executeTakeFirst();
    if (!revoked) return notFound('preview link', id);
    await recordDeed(services, trx, actor, {
      action: 'flow.revoke-preview-link',
      target: flowId,
      before: { link: id },
    });
    return ok(null);
  });

/** The link of a token with its flow, while it works; null for one that is unknown, expired, revoked, or of a flow that is archived. */
export const findLink = async (db: Db, now: number, token: string) =>
  (await db
    .selectFrom('preview_links as l')
    .innerJoin('flows as f', (join) =>
      join.onRef('f.workspace_id', '=', 'l.workspace_id').onRef('f.id', '=', 'l.flow_id'),
    )
    .innerJoin('workspaces as w', 'w.id', 'l.workspace_id')
    .select([
      'l.id',
      'l.workspace_id',
      'l.flow_id',
      'l.version_number',
      'l.expires_at',
      'f.name as flow_name',
      'f.revision',
      'w.name as workspace_name',
    ])
    .where('l.token_hash', '=', hashOfToken(token))
    .where('l.revoked_at', 'is', null)
    .where('l.expires_at', '>', new Date(now))
    .where('f.archived_at', 'is', null)
    .executeTakeFirst()) ?? null;

export type FoundLink = NonNullable<Awaited<ReturnType<typeof findLink>>>;
