/** What asks for somebody: each found by an index of its own, the most pressing first. */
import { sql } from 'kysely';
import type { Db } from '../../db/database.ts';

/** As many of a kind as people would work through. */
const MOST = 5;

export const findAttention = async (db: Db, workspaceId: string, failedToday: number) => {
  const waiting = await waitingForHuman(db, workspaceId);
  const dead = await countDead(db, workspaceId);
  return [
    ...(waiting ? [waiting] : []),
    ...(dead > 0 ? [{ kind: 'dead-letters' as const, count: dead }] : []),
    ...(failedToday > 0 ? [{ kind: 'failed' as const, count: failedToday }] : []),
    ...(await newerVersions(db, workspaceId)),
    ...(await draftProblems(db, workspaceId)),
  ];
};

const waitingForHuman = async (db: Db, workspaceId: string) => {
  const { rows } = await sql<{
    conversation: string;
    since: Date | string;
    person: string | null;
    said: string | null;
    waiting: number;
  }>`
    select c.id as conversation, c.touched_at as since, left(p.attributes ->> 'name', 200) as person,
      (select left(m.markdown, 200) from messages m
        where m.workspace_id = c.workspace_id and m.conversation_id = c.id and m.sender = 'person'
        order by m.seq desc limit 1) as said,
      (select count(*) from conversations o
        where o.workspace_id = ${workspaceId} and o.status = 'handed-off') as waiting
    from conversations c
    left join people p on p.workspace_id = c.workspace_id and p.id = c.person_id
    where c.workspace_id = ${workspaceId} and c.status = 'handed-off'
    order by c.touched_at, c.id
    limit 1`.execute(db);
  const [row] = rows;
  if (!row) return null;
  const { conversation, person, said } = row;
  const longest = { conversation, since: new Date(row.since).toISOString(), person, said };
  return { kind: 'waiting-for-human' as const, count: Number(row.waiting), longest };
};

const countDead = async (db: Db, workspaceId: string): Promise<number> => {
  const { rows } = await sql<{ dead: number }>`
    select (select count(*) from inbox where workspace_id = ${workspaceId} and status = 'dead')
      + (select count(*) from outbox where workspace_id = ${workspaceId} and status = 'dead') as dead`.execute(
    db,
  );
  return Number(rows[0]?.dead ?? 0);
};

/** Active deployments that are pinned while something newer is published. */
const newerVersions = async (db: Db, workspaceId: string) => {
  const { rows } = await sql<{
    id: string;
    name: string;
    flow_id: string;
    flow_name: string;
    pinned: number;
    latest: number;
    pinned_label: string | null;
    latest_label: string | null;
  }>`
    select d.id, d.name, f.id as flow_id, f.name as flow_name, d.pinned_version as pinned,
      f.latest_version as latest, old.label as pinned_label, new.label as latest_label
    from deployments d
    join flows f on f.workspace_id = d.workspace_id and f.id = d.flow_id
    left join flow_versions old on old.workspace_id = d.workspace_id and old.flow_id = d.flow_id
      and old.number = d.pinned_version
    left join flow_versions new on new.workspace_id = d.workspace_id and new.flow_id = d.flow_id
      and new.number = f.latest_version
    where d.workspace_id = ${workspaceId} and d.archived_at is null and d.status = 'active'
      and d.pinned_version < f.latest_version
    order by new.published_at desc, d.id
    limit ${MOST}`.execute(db);
  return rows.map((row) => ({
    kind: 'newer-version' as const,
    deployment: { id: row.id, name: row.name },
    flow: { id: row.flow_id, name: row.flow_name },
    pinned: row.pinned,
    pinnedLabel: row.pinned_label,
    latest: row.latest,
    latestLabel: row.latest_label,
  }));
};

const draftProblems = async (db: Db, workspaceId: string) => {
  const rows = await db
    .selectFrom('flows')
    .select(['id', 'name', 'draft_problems'])
    .where('workspace_id', '=', workspaceId)
    .where('archived_at', 'is', null)
    .where('draft_problems', '>', 0)
    .orderBy('updated_at', 'desc')
    .orderBy('id')
    .limit(MOST)
    .execute();
  return rows.map(({ id, name, draft_problems }) => ({
    kind: 'draft-problems' as const,
    flow: { id, name },
    count: draft_problems ?? 0,
  }));
};
