/** A person by their id or any key; merges are followed. */
import { sql } from 'kysely';
import type { Db } from '../../db/database.ts';

/** The internal id of whoever is meant; null when nobody is. Ids come first, then identities, keys, e-mail addresses. */
export const findPersonId = async (db: Db, workspaceId: string, key: string): Promise<string | null> => {
  const { rows } = await sql<{ id: string }>`
    select coalesce(p.merged_into, p.id) as id from (
      select 1 as rank, id from people where workspace_id = ${workspaceId} and id = ${key}
      union all
      select 2, person_id from identities where workspace_id = ${workspaceId} and value = ${key}
      union all
      select 3, id from people where workspace_id = ${workspaceId} and key = ${key}
      union all
      select 4, id from people where workspace_id = ${workspaceId} and lower(attributes ->> 'email') = lower(${key})
    ) found
    join people p on p.workspace_id = ${workspaceId} and p.id = found.id
    order by found.rank, p.created_at limit 1`.execute(db);
  return rows[0]?.id ?? null;
};
