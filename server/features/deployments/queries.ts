/** Reading deployments and the draws of a person in one. */
import { rolloutOf } from '@sluice/core/deployment/deployment';
import { toIso } from '@sluice/core/instant';
import { ok, type Result } from '@sluice/core/problem';
import { toPercent } from '@sluice/core/rollout/share';
import { standing } from '@sluice/core/rollout/standing';
import { type Paging, readPage } from '../../db/page.ts';
import type { Actor } from '../../http/actor.ts';
import { notFound } from '../../http/not-found.ts';
import { earliest } from '../../runner/known-person.ts';
import type { Services } from '../../services.ts';
import { findPersonId } from './find-person.ts';
import { deploymentFromRow, drawFromRow } from './rows.ts';
import { type DeploymentRow, findDeployment, liveDeployments, readActs } from './store.ts';
import { deploymentView } from './view.ts';

type Reader = Pick<Services, 'db'>;

export const get = async ({ db }: Reader, actor: Actor, id: string): Promise<Result<DeploymentRow>> => {
  const row = await findDeployment(db, actor.workspaceId, id);
  return row ? ok(row) : notFound('deployment', id);
};

export const list = async (
  { db }: Reader,
  actor: Actor,
  {
    flow,
    channel,
    ...paging
  }: Paging & { readonly flow?: string | undefined; readonly channel?: string | undefined },
): Promise<Result<unknown>> => {
  const page = await readPage(
    paging,
    { at: 'd.created_at', id: 'd.id' },
    (bound) => {
      let query = liveDeployments(db, actor.workspaceId).where(bound.after);
      if (flow !== undefined) query = query.where('d.flow_id', '=', flow);
      if (channel !== undefined) query = query.where('d.channel_id', '=', channel);
      return query.orderBy(bound.order).limit(bound.limit).execute();
    },
    (row) => ({ at: row.created_at, id: row.id }),
  );
  return page.ok ? ok({ items: page.value.rows.map(deploymentView), next: page.value.next }) : page;
};

/**
 * The draws of this generation that were stored for a person, also under ids that were merged into theirs. The
 * earliest counts; `result` is the person's, the same on each. Somebody unknown has none.
 */
export const drawsOf = async (
  { db }: Reader,
  actor: Actor,
  id: string,
  key: string,
): Promise<Result<unknown>> => {
  const { workspaceId } = actor;
  const row = await findDeployment(db, workspaceId, id);
  if (!row) return notFound('deployment', id);
  const personId = await findPersonId(db, workspaceId, key);
  if (personId === null) return ok({ items: [] });
  const rows = await db
    .selectFrom('draws as d')
    .innerJoin('people as p', (join) =>
      join.onRef('p.workspace_id', '=', 'd.workspace_id').onRef('p.id', '=', 'd.person_id'),
    )
    .selectAll('d')
    .where('d.workspace_id', '=', workspaceId)
    .where('d.deployment_id', '=', id)
    .where('d.generation', '=', row.generation)
    .where((eb) => eb.or([eb('p.id', '=', personId), eb('p.merged_into', '=', personId)]))
    .orderBy('d.at')
    .execute();
  const counted = earliest(rows.map((draw) => ({ ...drawFromRow(draw), person: personId }))).get(id);
  const rollout = rolloutOf(deploymentFromRow(row), await readActs(db, workspaceId, id));
  const result = counted && standing(rollout, counted) === 'drawn-out' ? 'out' : 'in';
  return ok({
    items: rows.map((draw) => ({
      personId: draw.person_id,
      u32: draw.u32,
      share: toPercent(draw.share),
      act: draw.act,
      at: toIso(draw.at.getTime()),
      purpose: draw.purpose,
      result,
    })),
  });
};
