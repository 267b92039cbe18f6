/** Whose conversation it is: the visitor's own, or that of the person the visitor turned out to be. */
import { type RawBuilder, sql } from 'kysely';

/** A condition on a query that calls the conversation `c`; `visitor` is an id, or a column that holds one. */
export const ownedBy = (visitor: string | RawBuilder<unknown>): RawBuilder<boolean> => sql<boolean>`exists (
  select 1 from identities i
  join people owner on owner.workspace_id = i.workspace_id and owner.id = c.person_id
    and i.person_id in (owner.id, owner.merged_into)
  where i.workspace_id = c.workspace_id and i.kind = 'visitor' and i.value = ${visitor}
  offset 0)`; // looked up for each conversation; else the planner may first pair all people with all identities
