/** One change of a deployment: locked, compared with what the caller saw, written whole with its audit events. */
import type { Deployment } from '@sluice/core/deployment/deployment';
import type { Result } from '@sluice/core/problem';
import type { Act } from '@sluice/core/rollout/acts';
import type { Db } from '../../db/database.ts';
import type { Actor } from '../../http/actor.ts';
import { notFound } from '../../http/not-found.ts';
import { requireRevision } from '../../http/revision.ts';
import { inTransaction } from '../../runner/retry.ts';
import type { Runner } from '../../runner/turn.ts';
import type { Services } from '../../services.ts';
import { type Deed, recordDeed } from '../audit/record.ts';
import { deploymentFromRow } from './rows.ts';
import { type DeploymentRow, lockDeployment, readActs, writeDeployment } from './store.ts';

/** What the commands on deployments need besides the services. */
export type DeploymentTools = Services & Pick<Runner, 'counts' | 'live'>;

/** Who changes what; `ifMatch` names the revision they have seen. */
export type ChangeCall = { readonly actor: Actor; readonly id: string; readonly ifMatch: string | undefined };

/** A deployment under its lock. */
export type Change = {
  readonly trx: Db;
  readonly actor: Actor;
  readonly row: DeploymentRow;
  readonly current: Deployment;
  readonly acts: readonly Act[];
  readonly at: Date;
};

/**
 * Runs `work` in a transaction that holds the deployment, and forgets the compiled plan once it has committed.
 * Refused for an unknown deployment (404) and a revision that is not the newest (412). `work` refuses before it
 * writes anything. It may run again after a lost race: it must do nothing outside its transaction.
 */
export const changeDeployment = async <T>(
  services: Services,
  { actor, id, ifMatch }: ChangeCall,
  work: (change: Change) => Promise<Result<T>>,
): Promise<Result<T>> => {
  let channelId: string | null = null;
  const done = await inTransaction(services.db, async () => async (trx): Promise<Result<T>> => {
    const row = await lockDeployment(trx, actor.workspaceId, id);
    if (!row) return notFound('deployment', id);
    const seen = requireRevision(ifMatch, row.revision);
    if (!seen.ok) return seen;
    channelId = row.channel_id;
    const acts = await readActs(trx, actor.workspaceId, id);
    const at = new Date(services.clock.now());
    return work({ trx, actor, row, current: deploymentFromRow(row), acts, at });
  });
  if (channelId !== null) services.plans.forget(channelId);
  return done;
};

/** Writes the deployment as it is now, its new acts, and one audit event for each deed. */
export const save = async (
  services: Pick<Services, 'clock' | 'random'>,
  { trx, actor, row, at }: Change,
  next: Deployment,
  acts: readonly Act[],
  deeds: readonly Omit<Deed, 'target'>[],
): Promise<DeploymentRow> => {
  const written = await writeDeployment(trx, actor, row, next, acts, at);
  for (const deed of deeds) await recordDeed(services, trx, actor, { ...deed, target: next.id });
  return written;
};
