/** Reading people: lists, one person, and everything kept about one. */
import { ok, type Result } from '@sluice/core/problem';
import { toPercent } from '@sluice/core/rollout/share';
import { sql } from 'kysely';
import type { Db } from '../../db/database.ts';
import { type Paging, readPage } from '../../db/page.ts';
import type { Actor } from '../../http/actor.ts';
import { notFound } from '../../http/not-found.ts';
import type { Services } from '../../services.ts';
import { conversationsOf } from '../conversations/queries.ts';
import { personAnswer, personItem } from './person-answer.ts';
import { readIdentities, resolvePerson, resolvePersonId } from './store.ts';

type Reader = Pick<Services, 'db'>;

/** `q` is looked for, any case, in ids, keys, e-mail addresses and names. People merged into others are not listed. */
export const listPeople = async (
  { db }: Reader,
  actor: Actor,
  { q, ...paging }: Paging & { readonly q?: string | undefined },
) => {
  const page = await readPage(
    paging,
    { at: 'created_at', id: 'id' },
    (bound) =>
      db
        .selectFrom('people')
        .selectAll()
        .where('workspace_id', '=', actor.workspaceId)
        .where('merged_into', 'is', null)
        .$if(q !== undefined, (query) => query.where(found(q ?? '')))
        .where(bound.after)
        .orderBy(bound.order)
        .limit(bound.limit)
        .execute(),
    (row) => ({ at: row.created_at, id: row.id }),
  );
  return page.ok ? ok({ items: page.value.rows.map(personItem), next: page.value.next }) : page;
};

/** What a caller types stands for itself: % and _ are not wildcards. */
const found = (q: string) => {
  const pattern = `%${q.replace(/[\\%_]/g, '\\$&')}%`;
  return sql<boolean>`(people.id = ${q} or people.key ilike ${pattern}
    or people.attributes ->> 'email' ilike ${pattern} or people.attributes ->> 'name' ilike ${pattern}
    or people.claimed ->> 'email' ilike ${pattern} or people.claimed ->> 'name' ilike ${pattern}
    or exists (select 1 from identities i where i.workspace_id = people.workspace_id
      and i.person_id = people.id and i.value ilike ${pattern}))`;
};

export const readPerson = async ({ db }: Reader, actor: Actor, idOrKey: string) => {
  const resolved = await resolvePerson(db, actor.workspaceId, idOrKey);
  if (!resolved) return notFound('person', idOrKey);
  return ok(personAnswer(resolved, await readIdentities(db, actor.workspaceId, resolved.ids)));
};

/** Everything kept about a person and everybody merged into them, in one piece. */
export const exportPerson = async (services: Reader, actor: Actor, id: string): Promise<Result<unknown>> => {
  const { db } = services;
  const resolved = await resolvePersonId(db, actor.workspaceId, id);
  if (!resolved) return notFound('person', id);
  return ok({
    person: personAnswer(resolved, await readIdentities(db, actor.workspaceId, resolved.ids)),
    draws: await drawsOf(db, actor.workspaceId, resolved.ids),
    conversations: await conversationsOf(services, actor.workspaceId, resolved.ids),
  });
};

const drawsOf = async (db: Db, workspaceId: string, ids: readonly string[]) => {
  const rows = await db
    .selectFrom('draws')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('person_id', 'in', ids)
    .orderBy('at')
    .orderBy('deployment_id')
    .execute();
  return rows.map((row) => ({
    deploymentId: row.deployment_id,
    generation: row.generation,
    personId: row.person_id,
    u32: row.u32,
    share: toPercent(row.share),
    act: row.act,
    at: row.at.toISOString(),
    purpose: row.purpose,
    method: row.method,
  }));
};
