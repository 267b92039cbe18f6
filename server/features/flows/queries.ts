/** Reading flows and their versions. */
import { ok, problem, type Result, refused } from '@sluice/core/problem';
import type { Db } from '../../db/database.ts';
import { cursorIn, type Paging, readPage } from '../../db/page.ts';
import type { Actor } from '../../http/actor.ts';
import { readCursor, writeCursor } from '../../http/cursor.ts';
import { notFound } from '../../http/not-found.ts';
import type { Services } from '../../services.ts';
import { flowAnswer, flowItem } from './flow-answer.ts';
import { findFlow } from './store.ts';
import { versionAnswer, versionItem } from './version-answer.ts';

type Reader = Pick<Services, 'db'>;

export const listFlows = async ({ db }: Reader, actor: Actor, paging: Paging) => {
  const page = await readPage(
    paging,
    { at: 'created_at', id: 'id' },
    (bound) =>
      db
        .selectFrom('flows')
        .select(['id', 'name', 'latest_version', 'created_at', 'updated_at'])
        .where('workspace_id', '=', actor.workspaceId)
        .where('archived_at', 'is', null)
        .where(bound.after)
        .orderBy(bound.order)
        .limit(bound.limit)
        .execute(),
    (row) => ({ at: row.created_at, id: row.id }),
  );
  return page.ok ? ok({ items: page.value.rows.map(flowItem), next: page.value.next }) : page;
};

export const readFlow = async ({ db }: Reader, actor: Actor, id: string) => {
  const flow = await findFlow(db, actor.workspaceId, id);
  return flow ? ok({ flow: flowAnswer(flow), revision: flow.revision }) : notFound('flow', id);
};

/** Newest first, by number. Archived flows keep their versions readable: conversations ran on them. */
export const listVersions = async ({ db }: Reader, actor: Actor, flowId: string, paging: Paging) => {
  const below = readNumber(cursorIn(paging));
  if (!below.ok) return below;
  if (!(await flowExists(db, actor.workspaceId, flowId))) return notFound('flow', flowId);
  const rows = await db
    .selectFrom('flow_versions')
    .select(['number', 'label', 'note', 'author', 'hash', 'published_at'])
    .where('workspace_id', '=', actor.workspaceId)
    .where('flow_id', '=', flowId)
    .$if(below.value !== null, (query) => query.where('number', '<', below.value ?? 0))
    .orderBy('number', 'desc')
    .limit(paging.limit + 1)
    .execute();
  const items = rows.slice(0, paging.limit);
  const last = items.at(-1);
  const next =
    rows.length > paging.limit && last ? writeCursor({ at: last.published_at, id: `${last.number}` }) : null;
  return ok({ items: items.map(versionItem), next });
};

export const readVersion = async ({ db }: Reader, actor: Actor, flowId: string, number: number) => {
  const row = await db
    .selectFrom('flow_versions')
    .select(['number', 'label', 'note', 'author', 'hash', 'published_at', 'document', 'pins'])
    .where('workspace_id', '=', actor.workspaceId)
    .where('flow_id', '=', flowId)
    .where('number', '=', number)
    .executeTakeFirst();
  return row ? ok(versionAnswer(row)) : notFound('version', String(number));
};

const flowExists = async (db: Db, workspaceId: string, id: string): Promise<boolean> =>
  (await db
    .selectFrom('flows')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()) !== undefined;

/** The version number that a page of versions ended at. */
const readNumber = (after: string | undefined): Result<number | null> => {
  const cursor = readCursor(after);
  if (!cursor.ok) return cursor;
  if (cursor.value === null) return ok(null);
  return /^\d{1,9}$/.test(cursor.value.id)
    ? ok(Number(cursor.value.id))
    : refused(
        problem(
          'bad-request',
          'cursor',
          'cursor: this is no cursor of ours.',
          'Use the `next` of the page before.',
        ),
      );
};
