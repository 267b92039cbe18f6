/** The deployments that take or finish conversations now, each with its counts. */
import { toPercent } from '@sluice/core/rollout/share';
import { sql } from 'kysely';
import type { Db } from '../../db/database.ts';

const MOST = 100;

type Row = {
  readonly id: string;
  readonly name: string;
  readonly channel_name: string;
  readonly flow_id: string;
  readonly flow_name: string;
  readonly status: 'active' | 'winding-down';
  readonly share: number;
  readonly drawn_in: number | null;
  readonly drawn_out: number | null;
  readonly running: number;
};

/** In the order in which channels ask them; `today` are the conversations begun today, by deployment. */
export const liveDeploymentsNow = async (db: Db, workspaceId: string, today: ReadonlyMap<string, number>) => {
  const { rows } = await sql<Row>`
    select d.id, d.name, c.name as channel_name, f.id as flow_id, f.name as flow_name, d.status, d.share,
      drawn.drawn_in, drawn.drawn_out,
      (select count(*) from conversations v
        where v.workspace_id = d.workspace_id and v.deployment_id = d.id and v.status = 'waiting') as running
    from deployments d
    join channels c on c.workspace_id = d.workspace_id and c.id = d.channel_id
    join flows f on f.workspace_id = d.workspace_id and f.id = d.flow_id
    left join lateral (
      select sum(n.drawn_in)::bigint as drawn_in, sum(n.drawn_out)::bigint as drawn_out
      from draw_counts n
      where n.workspace_id = d.workspace_id and n.deployment_id = d.id and n.generation = d.generation
    ) drawn on true
    where d.workspace_id = ${workspaceId} and d.archived_at is null and d.status <> 'inactive'
    order by d.status, c.name, d.channel_id, d.position, d.id
    limit ${MOST}`.execute(db);
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    channelName: row.channel_name,
    flowId: row.flow_id,
    flowName: row.flow_name,
    status: row.status,
    share: toPercent(row.share),
    in: Number(row.drawn_in ?? 0),
    out: Number(row.drawn_out ?? 0),
    today: today.get(row.id) ?? 0,
    running: Number(row.running),
  }));
};
