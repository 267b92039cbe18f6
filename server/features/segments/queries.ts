/** Reading segments. */
import { ok } from '@sluice/core/problem';
import { type Paging, readPage } from '../../db/page.ts';
import type { Actor } from '../../http/actor.ts';
import { notFound } from '../../http/not-found.ts';
import type { Services } from '../../services.ts';

type Reader = Pick<Services, 'db'>;
type Row = {
  readonly id: string;
  readonly name: string;
  readonly audience: unknown;
  readonly created_at: Date;
};

export const segmentAnswer = (row: Row) => ({
  id: row.id,
  name: row.name,
  audience: row.audience,
  createdAt: row.created_at.toISOString(),
});
export type SegmentAnswer = ReturnType<typeof segmentAnswer>;

export const listSegments = async ({ db }: Reader, actor: Actor, paging: Paging) => {
  const page = await readPage(
    paging,
    { at: 'created_at', id: 'id' },
    (bound) =>
      db
        .selectFrom('segments')
        .select(['id', 'name', 'audience', 'created_at'])
        .where('workspace_id', '=', actor.workspaceId)
        .where(bound.after)
        .orderBy(bound.order)
        .limit(bound.limit)
        .execute(),
    (row) => ({ at: row.created_at, id: row.id }),
  );
  return page.ok ? ok({ items: page.value.rows.map(segmentAnswer), next: page.value.next }) : page;
};

export const readSegment = async ({ db }: Reader, actor: Actor, id: string) => {
  const row = await db
    .selectFrom('segments')
    .select(['id', 'name', 'audience', 'created_at'])
    .where('workspace_id', '=', actor.workspaceId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row ? ok(segmentAnswer(row)) : notFound('segment', id);
};
