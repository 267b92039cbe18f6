/** Reads, locks and writes deployments; every write raises its channel's revision, so that decisions see it. */
import type { Deployment } from '@sluice/core/deployment/deployment';
import type { Act } from '@sluice/core/rollout/acts';
import type { Expression, ExpressionBuilder, Selectable, SqlBool } from 'kysely';
import type { Db } from '../../db/database.ts';
import type { Tables } from '../../db/tables.ts';
import type { Actor } from '../../http/actor.ts';
import { lockChannel } from '../channels/store.ts';
import { actFromRow } from './rows.ts';

/** With the number of the newest version of its flow; 0 when nothing is published. */
export type DeploymentRow = Selectable<Tables['deployments']> & { readonly latest_version: number };

const withLatestVersion = (db: Db, workspaceId: string) =>
  db
    .selectFrom('deployments as d')
    .innerJoin('flows as f', (join) =>
      join.onRef('f.workspace_id', '=', 'd.workspace_id').onRef('f.id', '=', 'd.flow_id'),
    )
    .selectAll('d')
    .select('f.latest_version')
    .where('d.workspace_id', '=', workspaceId)
    .where('d.archived_at', 'is', null);

/** Deployments that are not archived, for a query to narrow down. */
export const liveDeployments = withLatestVersion;

export const findDeployment = (db: Db, workspaceId: string, id: string): Promise<DeploymentRow | undefined> =>
  withLatestVersion(db, workspaceId).where('d.id', '=', id).executeTakeFirst();

/**
 * Takes the channel and then the deployment for this transaction, in the order in which merging people and opening
 * conversations take them, so that nobody waits in a circle.
 */
export const lockDeployment = async (
  trx: Db,
  workspaceId: string,
  id: string,
): Promise<DeploymentRow | undefined> => {
  const found = await findDeployment(trx, workspaceId, id);
  if (!found) return undefined;
  await lockChannel(trx, workspaceId, found.channel_id);
  return withLatestVersion(trx, workspaceId).where('d.id', '=', id).forUpdate('d').executeTakeFirst();
};

/** The whole log, in order. */
export const readActs = async (
  db: Db,
  workspaceId: string,
  deploymentId: string,
): Promise<readonly Act[]> => {
  const logs = await readActsOf(db, workspaceId, (eb) => eb('a.deployment_id', '=', deploymentId));
  return logs.get(deploymentId) ?? [];
};

type ActTables = { a: Tables['acts']; d: Tables['deployments'] };

/** The logs of several deployments. An act on somebody who was merged since is an act on the person they are now. */
export const readActsOf = async (
  db: Db,
  workspaceId: string,
  which: (eb: ExpressionBuilder<ActTables, 'a' | 'd'>) => Expression<SqlBool>,
): Promise<ReadonlyMap<string, readonly Act[]>> => {
  const rows = await db
    .selectFrom('acts as a')
    .innerJoin('deployments as d', (join) =>
      join.onRef('d.workspace_id', '=', 'a.workspace_id').onRef('d.id', '=', 'a.deployment_id'),
    )
    .where(which)
    .leftJoin('people as p', (join) =>
      join.onRef('p.workspace_id', '=', 'a.workspace_id').onRef('p.id', '=', 'a.person_id'),
    )
    .selectAll('a')
    .select('p.merged_into')
    .where('a.workspace_id', '=', workspaceId)
    .orderBy('a.n')
    .execute();
  const logs = new Map<string, Act[]>();
  for (const row of rows) {
    const log = logs.get(row.deployment_id) ?? [];
    log.push(actFromRow({ ...row, person_id: row.merged_into ?? row.person_id }));
    logs.set(row.deployment_id, log);
  }
  return logs;
};

/** The columns that edits and acts may change. */
const columns = (deployment: Deployment) => ({
  name: deployment.name,
  position: deployment.position,
  status: deployment.status,
  pinned_version: deployment.version === 'latest' ? null : deployment.version,
  audience: JSON.stringify(deployment.audience),
  share: deployment.rollout.share,
  mode: deployment.rollout.mode,
  seed: deployment.seed,
  generation: deployment.generation,
  always: JSON.stringify(deployment.always),
  never: JSON.stringify(deployment.never),
  act_number: deployment.actNumber,
});

export const insertDeployment = async (
  trx: Db,
  workspaceId: string,
  deployment: Deployment,
  at: Date,
): Promise<void> => {
  await trx
    .insertInto('deployments')
    .values({
      ...columns(deployment),
      workspace_id: workspaceId,
      id: deployment.id,
      flow_id: deployment.flowId,
      channel_id: deployment.channelId,
      archived_at: null,
      created_at: at,
      updated_at: at,
    })
    .execute();
  await raiseRevision(trx, workspaceId, deployment.channelId);
};

/** Writes over the row that was locked, with its new acts. A row that moved under the lock is a bug and throws. */
export const writeDeployment = async (
  trx: Db,
  actor: Actor,
  row: DeploymentRow,
  deployment: Deployment,
  acts: readonly Act[],
  at: Date,
): Promise<DeploymentRow> => {
  const revision = row.revision + 1;
  const written = await trx
    .updateTable('deployments')
    .set({ ...columns(deployment), revision, updated_at: at })
    .where('workspace_id', '=', actor.workspaceId)
    .where('id', '=', deployment.id)
    .where('revision', '=', row.revision)
    .returningAll()
    .executeTakeFirst();
  if (!written) throw new Error(`deployment ${deployment.id} changed under its lock`);
  for (const act of acts) {
    await trx
      .insertInto('acts')
      .values({
        workspace_id: actor.workspaceId,
        deployment_id: deployment.id,
        n: act.n,
        act: act.act,
        share: 'share' in act ? act.share : null,
        include: 'include' in act ? act.include : null,
        person_id: 'person' in act ? act.person : null,
        actor: actor.name,
        at,
      })
      .execute();
  }
  await raiseRevision(trx, actor.workspaceId, deployment.channelId);
  return { ...written, latest_version: row.latest_version };
};

export const raiseRevision = async (trx: Db, workspaceId: string, channelId: string): Promise<void> => {
  await trx
    .updateTable('channels')
    .set((eb) => ({ revision: eb('revision', '+', 1) }))
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', channelId)
    .execute();
};
