/** People as they are stored, read for questions about them: one by any key, or all in batches of bounded size. */
import type { PersonFacts } from '@sluice/core/deployment/person';
import { toIso } from '@sluice/core/instant';
import type { JsonObject } from '@sluice/core/json';
import type { Draw } from '@sluice/core/rollout/draw';
import type { AttributeEntry } from '@sluice/platforms/platform';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Db } from '../../db/database.ts';
import { effectiveOf, type Given } from '../people/layers.ts';
import { type DrawRow, drawFromRow } from './rows.ts';

/** How many people are held in memory at once. */
const BATCH = 1_000;

export type StoredPerson = {
  readonly id: string;
  readonly key: string;
  readonly verified: JsonObject;
  readonly given: Given;
  readonly claimed: JsonObject;
  readonly createdAt: Date;
  readonly identities: readonly string[];
  /** Of every id merged into this person; all of them as this person's. */
  readonly draws: readonly Draw[];
};

type Row = {
  id: string;
  key: string;
  attributes: JsonObject;
  given: Given;
  claimed: JsonObject;
  created_at: Date;
  identities: string[] | null;
  draws: DrawRow[] | null;
};

/** The ids under which a person `p` may have been drawn: their own and those merged into them. */
const EVERY_ID = sql`(select p.id union all select m.id from people m
  where m.workspace_id = p.workspace_id and m.merged_into = p.id)`;

const ownDraws = (row: { readonly id: string; readonly draws: DrawRow[] | null }): readonly Draw[] =>
  (row.draws ?? []).map((draw) => ({ ...drawFromRow(draw), person: row.id }));

/** `deploymentId` null: draws in all deployments. */
const read = async (
  db: Db,
  workspaceId: string,
  which: RawBuilder<SqlBool>,
  deploymentId: string | null,
): Promise<readonly StoredPerson[]> => {
  const { rows } = await sql<Row>`
    select p.id, p.key, p.attributes, p.given, p.claimed, p.created_at,
      (select json_agg(i.value) from identities i
         where i.workspace_id = p.workspace_id and i.person_id = p.id) as identities,
      (select json_agg(d) from draws d
         where d.workspace_id = p.workspace_id and d.person_id in ${EVERY_ID}
           and (${deploymentId}::text is null or d.deployment_id = ${deploymentId})) as draws
    from people p
    where p.workspace_id = ${workspaceId} and p.merged_into is null and ${which}
    order by p.id limit ${BATCH}`.execute(db);
  return rows.map((row) => ({
    id: row.id,
    key: row.key,
    verified: row.attributes,
    given: row.given,
    claimed: row.claimed,
    createdAt: new Date(row.created_at),
    identities: row.identities ?? [],
    draws: ownDraws(row),
  }));
};

/** Null when nobody (any more) has this internal id; somebody merged is read by the id they were merged into. */
export const storedPerson = async (db: Db, workspaceId: string, id: string): Promise<StoredPerson | null> =>
  (await read(db, workspaceId, sql<SqlBool>`p.id = ${id}`, null))[0] ?? null;

/** Everybody of a workspace, with their draws in one deployment. */
export async function* storedPeople(
  db: Db,
  workspaceId: string,
  deploymentId: string,
): AsyncGenerator<readonly StoredPerson[]> {
  for (let after = ''; ; ) {
    const batch = await read(db, workspaceId, sql<SqlBool>`p.id > ${after}`, deploymentId);
    yield batch;
    const last = batch.at(-1);
    if (batch.length < BATCH || !last) return;
    after = last.id;
  }
}

export type DrawnPeople = { readonly id: string; readonly key: string; readonly draws: readonly Draw[] };

/** Everybody of a workspace with only their draws of one generation: all that counting an act needs. */
export async function* drawnPeople(
  db: Db,
  workspaceId: string,
  { id: deploymentId, generation }: { readonly id: string; readonly generation: number },
): AsyncGenerator<readonly DrawnPeople[]> {
  for (let after = ''; ; ) {
    const { rows } = await sql<Pick<Row, 'id' | 'key' | 'draws'>>`
      select p.id, p.key,
        (select json_agg(d) from draws d
           where d.workspace_id = p.workspace_id and d.deployment_id = ${deploymentId}
             and d.generation = ${generation} and d.person_id in ${EVERY_ID}) as draws
      from people p
      where p.workspace_id = ${workspaceId} and p.merged_into is null and p.id > ${after}
      order by p.id limit ${BATCH}`.execute(db);
    yield rows.map((row) => ({ id: row.id, key: row.key, draws: ownDraws(row) }));
    const last = rows.at(-1);
    if (rows.length < BATCH || !last) return;
    after = last.id;
  }
}

/** Claims for what the channel's catalogue calls verified count for nothing: only a server may say it. */
const countingClaims = (claimed: JsonObject, catalogue: readonly AttributeEntry[]): JsonObject => {
  const verified = new Set(catalogue.flatMap(({ trust, path }) => (trust === 'verified' ? [path] : [])));
  return Object.fromEntries(Object.entries(claimed).filter(([key]) => !verified.has(key)));
};

/** A stored person as a decision on a channel sees them; `given` attributes are laid over the stored ones. */
export const storedFacts = (
  person: StoredPerson,
  catalogue: readonly AttributeEntry[],
  over: JsonObject = {},
): PersonFacts => {
  const attributes: JsonObject = {
    ...effectiveOf({
      claimed: countingClaims(person.claimed, catalogue),
      given: person.given,
      verified: person.verified,
    }),
    first_seen: toIso(person.createdAt.getTime()),
    ...over,
  };
  const identities = new Set([person.key, ...person.identities]);
  if (typeof attributes.email === 'string') identities.add(attributes.email);
  return { id: person.id, key: person.key, identities: [...identities], attributes };
};
