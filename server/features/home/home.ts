/** The first screen in one answer: what is live, how today goes, what needs attention. */
import { toIso } from '@sluice/core/instant';
import { ok, type Result } from '@sluice/core/problem';
import type { Actor } from '../../http/actor.ts';
import { recentFlows } from '../flows/queries.ts';
import type { ReportTools } from '../insights/report.ts';
import { findAttention } from './attention.ts';
import { startOfDay } from './day.ts';
import { liveDeploymentsNow } from './live.ts';
import { byDeployment, readToday, todayOf } from './today.ts';

const FLOWS = 6;

/** `timeZone` says when today began. Draws still counted in memory are written first, as for reports. */
export const home = async (
  { db, clock, counts }: ReportTools,
  { workspaceId }: Actor,
  timeZone: string,
): Promise<Result<unknown>> => {
  const since = startOfDay(clock.now(), timeZone);
  if (!since.ok) return since;
  await counts.flush();
  const begun = await readToday(db, workspaceId, since.value);
  const today = todayOf(begun);
  return ok({
    today: { since: toIso(since.value), ...today },
    attention: await findAttention(db, workspaceId, today.failed),
    live: await liveDeploymentsNow(db, workspaceId, byDeployment(begun)),
    flows: await recentFlows(db, workspaceId, FLOWS),
  });
};
