/** Stores draws: inserted once, guarded against an act or an edit that slipped in between, never rewritten. */

import type { Draw } from '@sluice/core/rollout/draw';
import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import { type DrawRow, drawFromRow } from '../features/deployments/rows.ts';

/**
 * Stores a draw that was made just now. The statement re-reads the deployment under a lock: when its share, its act
 * number or its generation have moved since the decision was computed, nothing is stored and the answer is "moved".
 * "lost": somebody else stored a draw of this person first; theirs counts.
 */
export const storeFreshDraw = async (
  trx: Db,
  workspaceId: string,
  draw: Draw,
): Promise<'stored' | 'moved' | 'lost'> => {
  const { rows } = await sql<{ current: boolean; stored: boolean }>`
    with deployment as (
      select id from deployments
      where workspace_id = ${workspaceId} and id = ${draw.deploymentId}
        and share = ${draw.share} and act_number = ${draw.act} and generation = ${draw.generation}
      for share
    ), inserted as (
      insert into draws (workspace_id, deployment_id, generation, person_id, u32, share, act, at, purpose, method)
      select ${workspaceId}, d.id, ${draw.generation}::int, ${draw.person}, ${draw.u32}::bigint, ${draw.share}::int,
             ${draw.act}::int, ${new Date(draw.at)}::timestamptz, ${draw.purpose}, ${draw.method}
      from deployment d
      on conflict do nothing
      returning 1
    )
    select exists (select 1 from deployment) as current, exists (select 1 from inserted) as stored`.execute(
    trx,
  );
  const row = rows[0];
  return row?.stored ? 'stored' : row?.current ? 'lost' : 'moved';
};

/**
 * Stores draws that were made earlier and travelled in a visitor's token, as they were made, in one statement. Draws
 * of a deployment that is gone or of an older generation are dropped; an earlier stored draw wins. Returns those that
 * were stored.
 */
export const storeCarriedDraws = async (
  trx: Db,
  workspaceId: string,
  draws: readonly Draw[],
): Promise<readonly Draw[]> => {
  if (draws.length === 0) return [];
  const carried = draws.map(
    (draw) => sql`(${draw.deploymentId}, ${draw.generation}::int, ${draw.person}, ${draw.u32}::bigint,
      ${draw.share}::int, ${draw.act}::int, ${new Date(draw.at)}::timestamptz, ${draw.purpose}, ${draw.method})`,
  );
  const { rows } = await sql<DrawRow>`
    insert into draws (workspace_id, deployment_id, generation, person_id, u32, share, act, at, purpose, method)
    select d.workspace_id, d.id, c.generation, c.person_id, c.u32, c.share, c.act, c.at, c.purpose, c.method
    from (values ${sql.join(carried)})
      as c (deployment_id, generation, person_id, u32, share, act, at, purpose, method)
    join deployments d on d.workspace_id = ${workspaceId} and d.id = c.deployment_id and d.generation = c.generation
    on conflict do nothing
    returning *`.execute(trx);
  return rows.map(drawFromRow);
};
