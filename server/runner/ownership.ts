/** Whose conversation it is: the visitor's own, or that of the person the visitor turned out to be. */
import { type RawBuilder, sql } from 'kysely';

/** A condition on a query that calls the conversation `c`; `visitor` is an id, or a column that holds one. */
export const ownedBy = (visitor: string | RawBuilder<unknown>): RawBuilder<boolean> => sql<boolean>`exists (
  select 1 from people owner
  join identities i on i.workspace_id = owner.workspace_id and i.person_id in (owner.id, owner.merged_into)
  where owner.workspace_id = c.workspace_id and owner.id = c.person_id
    and i.kind = 'visitor' and i.value = ${visitor})`;
