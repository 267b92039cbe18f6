/** Reading a person with everybody merged into them; shared by commands and queries. */
import type { Selectable } from 'kysely';
import type { Db } from '../../db/database.ts';
import type { Tables } from '../../db/tables.ts';
import { findPersonId } from '../deployments/find-person.ts';

export type PersonRow = Selectable<Tables['people']>;

export type ResolvedPerson = {
  /** Who they are today: merges are followed. */
  readonly person: PersonRow;
  /** Their id first, then those of everybody merged into them: draws, conversations and acts hang on any of these. */
  readonly ids: readonly [string, ...string[]];
};

/** By id, an identity, the key of first contact, or a verified e-mail address, in this order. Null when nobody is meant. */
export const resolvePerson = async (
  db: Db,
  workspaceId: string,
  idOrKey: string,
): Promise<ResolvedPerson | null> => {
  const id = await findPersonId(db, workspaceId, idOrKey);
  return id === null ? null : readPerson(db, workspaceId, id);
};

/** By internal id only, the id of somebody merged included: for what must never hit the wrong person. */
export const resolvePersonId = async (
  db: Db,
  workspaceId: string,
  id: string,
): Promise<ResolvedPerson | null> => {
  const row = await db
    .selectFrom('people')
    .select(['id', 'merged_into'])
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row ? readPerson(db, workspaceId, row.merged_into ?? row.id) : null;
};

/** Merges are flat: whoever is merged points at the person who is left. */
const readPerson = async (db: Db, workspaceId: string, id: string): Promise<ResolvedPerson | null> => {
  const rows = await db
    .selectFrom('people')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where((eb) => eb.or([eb('id', '=', id), eb('merged_into', '=', id)]))
    .orderBy('created_at')
    .execute();
  const person = rows.find((row) => row.id === id);
  if (!person) return null;
  return { person, ids: [id, ...rows.map((row) => row.id).filter((other) => other !== id)] };
};

export const readIdentities = (db: Db, workspaceId: string, ids: readonly string[]) =>
  db
    .selectFrom('identities')
    .select(['kind', 'value'])
    .where('workspace_id', '=', workspaceId)
    .where('person_id', 'in', ids)
    .orderBy('kind')
    .orderBy('value')
    .execute();
