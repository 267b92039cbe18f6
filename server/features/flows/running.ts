/** The conversations that run on a flow's versions: reached by its deployments, so each query follows an index. */
import { sql } from 'kysely';
import type { Db } from '../../db/database.ts';

export const runningByVersion = async (
  db: Db,
  workspaceId: string,
  flowId: string,
): Promise<ReadonlyMap<number, number>> => {
  const { rows } = await sql<{ version: number; conversations: number }>`
    select c.version_number as version, count(*) as conversations
    from deployments d
    join conversations c on c.workspace_id = d.workspace_id and c.deployment_id = d.id and c.status = 'waiting'
    where d.workspace_id = ${workspaceId} and d.flow_id = ${flowId} and d.archived_at is null
    group by 1`.execute(db);
  return new Map(rows.map((row) => [row.version, Number(row.conversations)]));
};

export type RunningAt = {
  readonly version: number;
  readonly block: string | null;
  readonly conversations: number;
};

/** By version and the block of the flow itself they wait at: within a subflow, the block that called it. */
export const runningByBlock = async (
  db: Db,
  workspaceId: string,
  flowId: string,
): Promise<readonly RunningAt[]> => {
  const { rows } = await sql<RunningAt>`
    select c.version_number as version, coalesce(c.state -> 'frames' -> 1 ->> 'calledBy', c.state ->> 'waitingAt') as block,
      count(*) as conversations
    from deployments d
    join conversations c on c.workspace_id = d.workspace_id and c.deployment_id = d.id and c.status = 'waiting'
    where d.workspace_id = ${workspaceId} and d.flow_id = ${flowId} and d.archived_at is null
    group by 1, 2
    order by 1 desc, 3 desc, 2`.execute(db);
  return rows.map((row) => ({ ...row, conversations: Number(row.conversations) }));
};
