/** The statements that write an opening down: alone, or with the person and the draws it was decided on. */
import type { Draw } from '@sluice/core/rollout/draw';
import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../db/database.ts';
import type { Identity, KnownPerson } from './known-person.ts';
import type { OpeningRecord } from './opening-record.ts';
import { visitorHash } from './tombstone.ts';
import { RECORDED, recordsJson } from './turn-write.ts';
import type { Visitor } from './visitor.ts';

/** In the caller's transaction, which has settled the person and stored the draws. */
export const writeOpening = async (trx: Db, opening: OpeningRecord): Promise<void> => {
  await sql`
    with guard as (select 1), ${conversationOf(opening)}, ${RECORDED}
    select 1`.execute(trx);
};

export type WholeOpening = {
  readonly opening: OpeningRecord;
  /** The channel's revision that the decision was made on. */
  readonly revision: number;
  readonly person: KnownPerson;
  /** Written for the first time. */
  readonly isNew: boolean;
  /** Their identities that are written for the first time. */
  readonly linked: readonly Identity[];
  readonly visitor: Visitor;
  /** Made just now: stored only while share, act and generation of their deployments are the same. */
  readonly fresh: readonly Draw[];
  /** Made earlier, from the visitor's token, and stored nowhere yet: kept as they were made. */
  readonly carried: readonly Draw[];
};

/**
 * Everything of an opening in one statement. False, and nothing is written, when what it was decided on has changed:
 * the channel, a deployment's draw, the person (merged, erased), a visitor whose token counts for nothing any more.
 * Throws unique_violation, and nothing is written either, when somebody else opened, drew or came first.
 */
export const writeWhole = async (db: Db, whole: WholeOpening): Promise<boolean> => {
  const { opening, person, isNew, visitor, fresh, carried } = whole;
  const { workspaceId, at } = opening;
  const { rows } = await sql<{ written: boolean }>`
    with held as materialized (
      select d.id from deployments d
      join jsonb_to_recordset(${drawsJson(fresh)}::jsonb) as f (deployment_id text, generation int, share int, act int)
        on f.deployment_id = d.id
      where d.workspace_id = ${workspaceId}
        and d.share = f.share and d.act_number = f.act and d.generation = f.generation
      for share of d
    ), guard as materialized (
      select 1 where (select count(*) from held) = ${fresh.length}::int
        and exists (select 1 from channels c where c.workspace_id = ${workspaceId} and c.id = ${opening.channelId}
          and c.revision = ${whole.revision}::int)
        and not exists (select 1 from tombstones t where t.workspace_id = ${workspaceId}
          and t.hash = ${visitorHash(visitor.token.visitor)})
        and (${isNew}::boolean or exists (select 1 from people p where p.workspace_id = ${workspaceId}
          and p.id = ${person.id} and p.merged_into is null))
    ), created as (
      insert into people (workspace_id, id, key, attributes, claimed, created_at, last_seen_at)
      select ${workspaceId}::text, ${person.id}::text, ${person.key}::text, ${JSON.stringify(person.verified)}::jsonb,
        ${JSON.stringify(visitor.claimed)}::jsonb, ${person.createdAt}::timestamptz, ${at}::timestamptz
      from guard where ${isNew}::boolean
    ), linked as (
      insert into identities (workspace_id, kind, value, person_id)
      select ${workspaceId}::text, i.kind, i.value, ${person.id}::text
      from guard, jsonb_to_recordset(${JSON.stringify(whole.linked)}::jsonb) as i (kind text, value text)
    ), remembered as (
      update people p set claimed = ${JSON.stringify(visitor.claimed)}::jsonb, last_seen_at = ${at}::timestamptz,
        attributes = p.attributes || ${JSON.stringify(visitor.identity?.attributes ?? {})}::jsonb
      from guard where not ${isNew}::boolean and p.workspace_id = ${workspaceId} and p.id = ${person.id}
    ), drawn as (
      insert into draws (workspace_id, deployment_id, generation, person_id, u32, share, act, at, purpose, method)
      select ${workspaceId}::text, f.deployment_id, f.generation, ${person.id}::text, f.u32, f.share, f.act, f.at,
        f.purpose, f.method
      from guard, jsonb_to_recordset(${drawsJson(fresh)}::jsonb) as f ${DRAW_COLUMNS}
    ), carried as (
      insert into draws (workspace_id, deployment_id, generation, person_id, u32, share, act, at, purpose, method)
      select d.workspace_id, d.id, c.generation, ${person.id}::text, c.u32, c.share, c.act, c.at, c.purpose, c.method
      from guard, jsonb_to_recordset(${drawsJson(carried)}::jsonb) as c ${DRAW_COLUMNS}
      join deployments d on d.workspace_id = ${workspaceId} and d.id = c.deployment_id and d.generation = c.generation
    ), ${conversationOf(opening)}, ${RECORDED}
    select exists (select 1 from guard) as written`.execute(db);
  return rows[0]?.written ?? false;
};

const DRAW_COLUMNS = sql.raw(
  '(deployment_id text, generation int, u32 bigint, share int, act int, at timestamptz, purpose text, method text)',
);

const drawsJson = (draws: readonly Draw[]): string =>
  JSON.stringify(
    draws.map(({ deploymentId, at, ...draw }) => ({
      ...draw,
      deployment_id: deploymentId,
      at: new Date(at).toISOString(),
    })),
  );

/** The conversation's row, and `turned` as `RECORDED` reads it, parts of a `with` that has a `guard`. */
const conversationOf = (opening: OpeningRecord): RawBuilder<unknown> => {
  const { run, at } = opening;
  const state = run?.state;
  const runs = state?.status === 'waiting' || state?.status === 'handed-off'; // one that has ended is ended at once
  return sql`
    begun as (
      insert into conversations (workspace_id, id, channel_id, person_id, decision, attributes, opened_at, touched_at,
        deployment_id, flow_id, version_number, status, turn, last_seq, state, outcome, problem, ended_at,
        due_at, due_kind)
      select ${opening.workspaceId}::text, ${opening.id}::text, ${opening.channelId}::text, ${opening.personId}::text,
        ${JSON.stringify(opening.decision)}::jsonb, ${JSON.stringify(opening.attributes)}::jsonb,
        ${at}::timestamptz, ${at}::timestamptz,
        ${run?.deploymentId ?? null}::text, ${run?.flowId ?? null}::text, ${run?.versionNumber ?? null}::int,
        ${state?.status ?? 'none'}::text, ${run ? 1 : 0}::int, ${opening.messages.length}::int,
        ${state ? JSON.stringify(state) : null}::jsonb, ${state?.outcome ?? null}::text,
        ${state?.problem ? JSON.stringify(state.problem) : null}::jsonb, ${runs ? null : at}::timestamptz,
        ${run?.deadline?.at ?? null}::timestamptz, ${run?.deadline?.kind ?? null}::text
      from guard
      returning workspace_id, id, turn, person_id
    ), turned as (
      select b.*, ${at}::timestamptz as at, r.* from begun b,
        jsonb_to_record(${JSON.stringify(recordsJson(opening))}::jsonb)
          as r (messages jsonb, input jsonb, effects jsonb, wishes jsonb)
    )`;
};
