/** Reading conversations: lists with filters, and one with its decision, variables and messages. */

import type { conversationCalls } from '@sluice/api/conversations';
import { ok } from '@sluice/core/problem';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { z } from 'zod';
import type { Db } from '../../db/database.ts';
import { readPage } from '../../db/page.ts';
import type { Actor } from '../../http/actor.ts';
import { notFound } from '../../http/not-found.ts';
import type { Services } from '../../services.ts';
import { resolvePerson } from '../people/store.ts';
import { messagesAfter, viewOf } from '../website/transcript.ts';
import { conversationAnswer, conversationItem, type FullRow, ITEM_COLUMNS } from './conversation-answer.ts';

type Reader = Pick<Services, 'db'>;
type Filters = z.output<typeof conversationCalls.list.query>;

/** A person nobody knows has no conversations: the answer is an empty list, not a refusal. */
export const listConversations = async ({ db }: Reader, actor: Actor, filters: Filters) => {
  const { deployment, version, status, person } = filters;
  const resolved = person === undefined ? null : await resolvePerson(db, actor.workspaceId, person);
  if (person !== undefined && !resolved) return ok({ items: [], next: null });
  const page = await readPage(
    filters,
    { at: 'c.opened_at', id: 'c.id' },
    (bound) =>
      conversations(db, actor.workspaceId)
        .select(ITEM_COLUMNS)
        .$if(resolved !== null, (query) => query.where('c.person_id', 'in', resolved?.ids ?? []))
        .$if(deployment !== undefined, (query) => query.where('c.deployment_id', '=', deployment ?? null))
        .$if(version !== undefined, (query) => query.where('c.version_number', '=', version ?? null))
        .where(hasStatus(status))
        .where(bound.after)
        .orderBy(bound.order)
        .limit(bound.limit)
        .execute(),
    (row) => ({ at: row.opened_at, id: row.id }),
  );
  return page.ok ? ok({ items: page.value.rows.map(conversationItem), next: page.value.next }) : page;
};

export const readConversation = async ({ db }: Reader, actor: Actor, id: string) => {
  const row = await withDocument(conversations(db, actor.workspaceId))
    .where('c.id', '=', id)
    .executeTakeFirst();
  if (!row) return notFound('conversation', id);
  return ok(await answerWithMessages(db, actor.workspaceId, row));
};

/** All conversations of a person in full, oldest first, with the attributes each was decided on. */
export const conversationsOf = async ({ db }: Reader, workspaceId: string, personIds: readonly string[]) => {
  const rows = await withDocument(conversations(db, workspaceId))
    .where('c.person_id', 'in', personIds)
    .orderBy('c.opened_at')
    .orderBy('c.id')
    .execute();
  const answers = [];
  for (const row of rows) {
    answers.push({ ...(await answerWithMessages(db, workspaceId, row)), attributes: row.attributes });
  }
  return answers;
};

const answerWithMessages = async (db: Db, workspaceId: string, row: FullRow) =>
  conversationAnswer(row, (await messagesAfter(db, workspaceId, row.id, 0)).map(viewOf));

const conversations = (db: Db, workspaceId: string) =>
  db
    .selectFrom('conversations as c')
    .leftJoin('deployments as d', (join) =>
      join.onRef('d.workspace_id', '=', 'c.workspace_id').onRef('d.id', '=', 'c.deployment_id'),
    )
    .where('c.workspace_id', '=', workspaceId);

type Query = ReturnType<typeof conversations>;

const withDocument = (query: Query) =>
  query
    .leftJoin('flow_versions as v', (join) =>
      join
        .onRef('v.workspace_id', '=', 'c.workspace_id')
        .onRef('v.flow_id', '=', 'c.flow_id')
        .onRef('v.number', '=', 'c.version_number'),
    )
    .select(ITEM_COLUMNS)
    .select(['c.state', 'c.decision', 'c.attributes', 'c.problem', 'v.document']);

/** "inactive" is not stored: it is a waiting conversation whose deployment is switched off. */
const hasStatus = (status: Filters['status']): RawBuilder<SqlBool> =>
  status === undefined
    ? sql`true`
    : status === 'inactive'
      ? sql`c.status = 'waiting' and d.status = 'inactive'`
      : status === 'waiting'
        ? sql`c.status = 'waiting' and d.status is distinct from 'inactive'`
        : sql`c.status = ${status}`;
