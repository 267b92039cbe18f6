/** People as they are stored, read for questions about them: one by any key, or all in batches of bounded size. */
import type { PersonFacts } from '@sluice/core/deployment/person';
import { toIso } from '@sluice/core/instant';
import type { JsonObject } from '@sluice/core/json';
import type { Draw } from '@sluice/core/rollout/draw';
import type { AttributeEntry } from '@sluice/platforms/platform';
import type { Selectable } from 'kysely';
import type { Db } from '../../db/database.ts';
import type { Tables } from '../../db/tables.ts';
import { effectiveOf, type Given } from '../people/layers.ts';
import type { DrawnIn } from './draw-classes.ts';
import { drawFromRow } from './rows.ts';

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

type Row = Pick<
  Selectable<Tables['people']>,
  'id' | 'key' | 'attributes' | 'given' | 'claimed' | 'created_at'
>;

/** The ids of a batch lie between its first and its last: what belongs to them is read as a range of an index. */
type Range = { readonly first: string; readonly last: string };

const readRows = (db: Db, workspaceId: string, after: string): Promise<readonly Row[]> =>
  db
    .selectFrom('people')
    .select(['id', 'key', 'attributes', 'given', 'claimed', 'created_at'])
    .where('workspace_id', '=', workspaceId)
    .where('merged_into', 'is', null)
    .where('id', '>', after)
    .orderBy('id')
    .limit(BATCH)
    .execute();

/**
 * The draws of a range of people by person, those stored under ids merged into theirs included. `drawnIn` null: in all
 * deployments and generations.
 */
const readDraws = async (
  db: Db,
  workspaceId: string,
  { first, last }: Range,
  drawnIn: DrawnIn | null,
): Promise<ReadonlyMap<string, readonly Draw[]>> => {
  let draws = db.selectFrom('draws').selectAll().where('workspace_id', '=', workspaceId);
  if (drawnIn) {
    draws = draws.where('deployment_id', '=', drawnIn.id).where('generation', '=', drawnIn.generation);
  }
  const merged = await db
    .selectFrom('people')
    .select(['id', 'merged_into'])
    .where('workspace_id', '=', workspaceId)
    .where('merged_into', '>=', first)
    .where('merged_into', '<=', last)
    .execute();
  const own = await draws.where('person_id', '>=', first).where('person_id', '<=', last).execute();
  const ids = merged.map(({ id }) => id);
  const others = ids.length === 0 ? [] : await draws.where('person_id', 'in', ids).execute();
  const personOf = new Map(merged.map(({ id, merged_into }) => [id, merged_into ?? id]));
  const byPerson = new Map<string, Map<string, Draw>>();
  for (const row of [...own, ...others]) {
    const person = personOf.get(row.person_id) ?? row.person_id;
    const theirs = byPerson.get(person) ?? new Map<string, Draw>();
    // Somebody merged may lie within the range too: by the id it was stored under, each draw is kept once.
    theirs.set(`${row.deployment_id} ${row.generation} ${row.person_id}`, { ...drawFromRow(row), person });
    byPerson.set(person, theirs);
  }
  return new Map([...byPerson].map(([person, theirs]) => [person, [...theirs.values()]]));
};

const readIdentities = async (
  db: Db,
  workspaceId: string,
  { first, last }: Range,
): Promise<ReadonlyMap<string, readonly string[]>> => {
  const rows = await db
    .selectFrom('identities')
    .select(['person_id', 'value'])
    .where('workspace_id', '=', workspaceId)
    .where('person_id', '>=', first)
    .where('person_id', '<=', last)
    .execute();
  const byPerson = new Map<string, string[]>();
  for (const { person_id, value } of rows) {
    const theirs = byPerson.get(person_id);
    if (theirs) theirs.push(value);
    else byPerson.set(person_id, [value]);
  }
  return byPerson;
};

const NO_IDENTITIES: ReadonlyMap<string, readonly string[]> = new Map();

const complete = async (
  db: Db,
  workspaceId: string,
  rows: readonly Row[],
  asked: Asked | null,
): Promise<readonly StoredPerson[]> => {
  const range = { first: rows[0]?.id ?? '', last: rows.at(-1)?.id ?? '' };
  const draws = await readDraws(db, workspaceId, range, asked?.drawnIn ?? null);
  const identities =
    asked?.identities === false ? NO_IDENTITIES : await readIdentities(db, workspaceId, range);
  return rows.map((row) => ({
    id: row.id,
    key: row.key,
    verified: row.attributes,
    given: row.given,
    claimed: row.claimed,
    createdAt: row.created_at,
    identities: identities.get(row.id) ?? [],
    draws: draws.get(row.id) ?? [],
  }));
};

/** Null when nobody (any more) has this internal id; somebody merged is read by the id they were merged into. */
export const storedPerson = async (db: Db, workspaceId: string, id: string): Promise<StoredPerson | null> => {
  const row = await db
    .selectFrom('people')
    .select(['id', 'key', 'attributes', 'given', 'claimed', 'created_at'])
    .where('workspace_id', '=', workspaceId)
    .where('merged_into', 'is', null)
    .where('id', '=', id)
    .executeTakeFirst();
  return row ? ((await complete(db, workspaceId, [row], null))[0] ?? null) : null;
};

/** Reads batch after batch, by ascending id. */
async function* batches(db: Db, workspaceId: string): AsyncGenerator<readonly Row[]> {
  for (let after = ''; ; ) {
    const rows = await readRows(db, workspaceId, after);
    const last = rows.at(-1);
    if (!last) return;
    yield rows;
    if (rows.length < BATCH) return;
    after = last.id;
  }
}

type Asked = {
  readonly drawnIn: DrawnIn;
  /** False leaves the lists of identities empty: nobody who asks looks at them. */
  readonly identities: boolean;
};

/** Everybody of a workspace, with their draws in one deployment, in no order that means anything: ids are random. */
export async function* storedPeople(
  db: Db,
  workspaceId: string,
  asked: Asked,
): AsyncGenerator<readonly StoredPerson[]> {
  for await (const rows of batches(db, workspaceId)) yield complete(db, workspaceId, rows, asked);
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
