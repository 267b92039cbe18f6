/** How a deployment did in a period: conversations by day and version, people, and whether the sample is honest. */
import { DAY, type Instant, toIso } from '@sluice/core/instant';
import { ok, problem, type Result, refused } from '@sluice/core/problem';
import { sql } from 'kysely';
import type { Db } from '../../db/database.ts';
import type { Actor } from '../../http/actor.ts';
import { notFound } from '../../http/not-found.ts';
import type { Runner } from '../../runner/turn.ts';
import type { Services } from '../../services.ts';
import { countBetween } from '../deployments/act-counts.ts';
import { deploymentFromRow } from '../deployments/rows.ts';
import { findDeployment, readActs } from '../deployments/store.ts';
import { type DrawnAt, sampleRatio } from './sample-ratio.ts';
import { type Alike, tally, tallyBy } from './tally.ts';

export type ReportTools = Services & Pick<Runner, 'counts'>;
export type Period = { readonly from?: string | undefined; readonly to?: string | undefined };

const LONGEST_PERIOD = 1_100 * DAY;

/** From the deployment's first day to now, unless said otherwise. Counts still in memory are written first. */
export const report = async (
  services: ReportTools,
  { workspaceId }: Actor,
  id: string,
  asked: Period,
): Promise<Result<unknown>> => {
  const { db, clock, counts } = services;
  const row = await findDeployment(db, workspaceId, id);
  if (!row) return notFound('deployment', id);
  const period = readPeriod(asked, row.created_at.getTime(), clock.now());
  if (!period.ok) return period;
  const { from, to } = period.value;
  await counts.flush();
  const conversations = await readConversations(db, workspaceId, id, from, to);
  const drawn = await readDrawn(db, workspaceId, { id, generation: row.generation }, from, to);
  const stage = { deployment: deploymentFromRow(row), acts: await readActs(db, workspaceId, id) };
  const stored = await countBetween(db, workspaceId, stage, stage);
  const sample = sampleRatio(drawn);
  return ok({
    deploymentId: id,
    from: toIso(from),
    to: toIso(to),
    total: tally(conversations),
    byDay: tallyBy(conversations, ({ day }) => day).map(({ key, numbers }) => ({ day: key, ...numbers })),
    byVersion: tallyBy(conversations, ({ version }) => version).map(({ key, numbers }) => ({
      versionNumber: key,
      ...numbers,
    })),
    people: {
      reached: sample.observedIn,
      leftOut: sample.draws - sample.observedIn,
      storedIn: stored.in,
      storedOut: stored.out,
    },
    sampleRatio: sample,
  });
};

const readPeriod = (
  { from, to }: Period,
  created: Instant,
  now: Instant,
): Result<{ readonly from: Instant; readonly to: Instant }> => {
  const end = to === undefined ? now + 1 : Date.parse(to);
  const start = from === undefined ? Math.min(startOfDay(created), end) : Date.parse(from);
  if (start > end) {
    return refused(problem('wrong-period', 'from', 'The period ends before it begins.', 'Swap from and to.'));
  }
  if (from !== undefined && end - start > LONGEST_PERIOD) {
    return refused(
      problem('wrong-period', 'from', 'The period is longer than three years.', 'Ask for less.'),
    );
  }
  return ok({ from: start, to: end });
};

const startOfDay = (instant: Instant): Instant => instant - (instant % DAY);

type AlikeRow = Omit<Alike, 'conversations'> & { conversations: number };

const readConversations = async (
  db: Db,
  workspaceId: string,
  id: string,
  from: Instant,
  to: Instant,
): Promise<readonly Alike[]> => {
  const { rows } = await sql<AlikeRow>`
    select day, version, status, outcome, handed, count(*) as conversations
    from (
      select to_char(c.opened_at at time zone 'UTC', 'YYYY-MM-DD') as day, c.version_number as version, c.status,
        c.outcome, c.status = 'handed-off'
          -- Ended by a human, not by its flow.
          or (c.status = 'completed' and c.state ->> 'status' <> 'completed') or exists (
          select 1 from turns t where t.workspace_id = c.workspace_id and t.conversation_id = c.id
            and t.effects @> '[{"type": "handoff"}]'::jsonb) as handed
      from conversations c
      where c.workspace_id = ${workspaceId} and c.deployment_id = ${id}
        and c.opened_at >= ${new Date(from)} and c.opened_at < ${new Date(to)}
    ) each
    group by day, version, status, outcome, handed`.execute(db);
  return rows.map((row) => ({ ...row, conversations: Number(row.conversations) }));
};

/** Draws are counted by whole days (UTC): those of the days that the period touches. */
const readDrawn = async (
  db: Db,
  workspaceId: string,
  { id, generation }: { readonly id: string; readonly generation: number },
  from: Instant,
  to: Instant,
): Promise<readonly DrawnAt[]> => {
  const { rows } = await sql<DrawnAt>`
    select share, sum(drawn_in)::bigint as "drawnIn", sum(drawn_out)::bigint as "drawnOut"
    from draw_counts
    where workspace_id = ${workspaceId} and deployment_id = ${id} and generation = ${generation}
      and day >= ${toIso(from).slice(0, 10)}::date and day <= ${toIso(to - 1).slice(0, 10)}::date
    group by share`.execute(db);
  return rows.map(({ share, drawnIn, drawnOut }) => ({
    share,
    drawnIn: Number(drawnIn),
    drawnOut: Number(drawnOut),
  }));
};
