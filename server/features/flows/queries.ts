/** Reading flows and their versions. */
import { ok, problem, type Result, refused } from '@sluice/core/problem';
import type { ExpressionBuilder } from 'kysely';
import { containing } from '../../db/containing.ts';
import type { Db } from '../../db/database.ts';
import { cursorIn, type Paging, readPage } from '../../db/page.ts';
import type { Tables } from '../../db/tables.ts';
import { type Actor, spokenName } from '../../http/actor.ts';
import { readCursor, writeCursor } from '../../http/cursor.ts';
import { notFound } from '../../http/not-found.ts';
import type { Services } from '../../services.ts';
import { flowAnswer, flowItem, ITEM_COLUMNS } from './flow-answer.ts';
import { runningByVersion } from './running.ts';
import { findFlow } from './store.ts';
import { versionAnswer, versionItem } from './version-answer.ts';

type Reader = Pick<Services, 'db'>;

/** Newest first; `q` is a part of the name, in any case, taken literally. */
export const listFlows = async (
  { db }: Reader,
  actor: Actor,
  { q = '', ...paging }: Paging & { readonly q?: string | undefined },
) => {
  const page = await readPage(
    paging,
    { at: 'created_at', id: 'id' },
    (bound) =>
      db
        .selectFrom('flows')
        .select(ITEM_COLUMNS)
        .select((eb) => [latestLabel(eb), activeDeployments(eb)])
        .where('workspace_id', '=', actor.workspaceId)
        .where('archived_at', 'is', null)
        .$if(q !== '', (query) => query.where('name', 'ilike', containing(q)))
        .where(bound.after)
        .orderBy(bound.order)
        .limit(bound.limit)
        .execute(),
    (row) => ({ at: row.created_at, id: row.id }),
  );
  return page.ok ? ok({ items: page.value.rows.map(inList), next: page.value.next }) : page;
};

/** Those changed last, with who published the newest version and when. */
export const recentFlows = async (db: Db, workspaceId: string, most: number) => {
  const rows = await db
    .selectFrom('flows')
    .leftJoin('flow_versions as newest', (join) =>
      join
        .onRef('newest.workspace_id', '=', 'flows.workspace_id')
        .onRef('newest.flow_id', '=', 'flows.id')
        .onRef('newest.number', '=', 'flows.latest_version'),
    )
    .select(ITEM_COLUMNS.map((column) => `flows.${column}` as const))
    .select(['newest.label', 'newest.published_at', 'newest.author'])
    .select(activeDeployments)
    .where('flows.workspace_id', '=', workspaceId)
    .where('flows.archived_at', 'is', null)
    .orderBy('flows.updated_at', 'desc')
    .orderBy('flows.id')
    .limit(most)
    .execute();
  return rows.map((row) => ({
    ...inList(row),
    publishedAt: row.published_at?.toISOString() ?? null,
    publishedBy: row.author === null ? null : spokenName({ name: row.author }),
  }));
};

const inList = (row: Parameters<typeof flowItem>[0] & { label: string | null; live: number | null }) => ({
  ...flowItem(row),
  latestLabel: row.label,
  live: Number(row.live ?? 0),
});

type FlowExpression = ExpressionBuilder<Tables, 'flows'>;

const latestLabel = (eb: FlowExpression) =>
  eb
    .selectFrom('flow_versions as v')
    .select('v.label')
    .whereRef('v.workspace_id', '=', 'flows.workspace_id')
    .whereRef('v.flow_id', '=', 'flows.id')
    .whereRef('v.number', '=', 'flows.latest_version')
    .as('label');

const activeDeployments = (eb: FlowExpression) =>
  eb
    .selectFrom('deployments as d')
    .select((inner) => inner.fn.countAll<number>().as('live'))
    .whereRef('d.workspace_id', '=', 'flows.workspace_id')
    .whereRef('d.flow_id', '=', 'flows.id')
    .where('d.archived_at', 'is', null)
    .where('d.status', '=', 'active')
    .as('live');

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
  const running = await runningByVersion(db, actor.workspaceId, flowId);
  const items = rows.slice(0, paging.limit);
  const last = items.at(-1);
  const next =
    rows.length > paging.limit && last ? writeCursor({ at: last.published_at, id: `${last.number}` }) : null;
  return ok({
    items: items.map((row) => ({ ...versionItem(row), running: running.get(row.number) ?? 0 })),
    next,
  });
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
