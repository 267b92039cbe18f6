/** The conversations begun since a moment, as they stand now: one walk over the index by time. */
import type { Instant } from '@sluice/core/instant';
import { sql } from 'kysely';
import type { Db } from '../../db/database.ts';

type Alike = {
  readonly deployment: string;
  readonly status: 'waiting' | 'completed' | 'handed-off' | 'failed' | 'abandoned';
  readonly byHuman: boolean;
  readonly conversations: number;
};

export type Today = {
  readonly conversations: number;
  readonly solved: number;
  readonly handedOff: number;
  readonly abandoned: number;
  readonly running: number;
  readonly failed: number;
};

/** Conversations that met no bot are none. */
export const readToday = async (db: Db, workspaceId: string, since: Instant): Promise<readonly Alike[]> => {
  const { rows } = await sql<Alike>`
    select deployment_id as deployment, status,
      status = 'completed' and state ->> 'status' <> 'completed' as "byHuman", count(*) as conversations
    from conversations
    where workspace_id = ${workspaceId} and opened_at >= ${new Date(since)} and status <> 'none'
      and deployment_id is not null
    group by 1, 2, 3`.execute(db);
  return rows.map((row) => ({ ...row, conversations: Number(row.conversations) }));
};

export const todayOf = (groups: readonly Alike[]): Today => {
  const sum = (counts: (group: Alike) => boolean): number =>
    groups.reduce((total, group) => (counts(group) ? total + group.conversations : total), 0);
  return {
    conversations: sum(() => true),
    solved: sum(({ status, byHuman }) => status === 'completed' && !byHuman),
    handedOff: sum(({ status, byHuman }) => status === 'handed-off' || byHuman),
    abandoned: sum(({ status }) => status === 'abandoned'),
    running: sum(({ status }) => status === 'waiting'),
    failed: sum(({ status }) => status === 'failed'),
  };
};

export const byDeployment = (groups: readonly Alike[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const { deployment, conversations } of groups) {
    counts.set(deployment, (counts.get(deployment) ?? 0) + conversations);
  }
  return counts;
};
