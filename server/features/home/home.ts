/** The first screen in one answer: what is live, how today goes, what needs attention. */
import { toIso } from '@sluice/core/instant';
import { ok, type Result } from '@sluice/core/problem';
import type { Actor } from '../../http/actor.ts';
import type { Services } from '../../services.ts';
import { recentFlows } from '../flows/queries.ts';
import { findAttention } from './attention.ts';
import { startOfDay } from './day.ts';
import { liveDeploymentsNow } from './live.ts';
import { byDeployment, readToday, todayOf } from './today.ts';

const FLOWS = 6;

/** `timeZone` says when today began. Reads only: draws of the last seconds that no node has written yet are not in it. */
export const home = async (
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  { workspaceId }: Actor,
  timeZone: string,
): Promise<Result<unknown>> => {
  const since = startOfDay(clock.now(), timeZone);
  if (!since.ok) return since;
  const begun = await readToday(db, workspaceId, since.value);
  const today = todayOf(begun);
  return ok({
    today: { since: toIso(since.value), ...today },
    attention: await findAttention(db, workspaceId, today.failed),
    live: await liveDeploymentsNow(db, workspaceId, byDeployment(begun)),
    flows: await recentFlows(db, workspaceId, FLOWS),
  });
};
