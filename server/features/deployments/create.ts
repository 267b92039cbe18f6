/** Makes a deployment: everything it names is there, everything it says was read, and it stands in its order. */

import type { Deployment } from '@sluice/core/deployment/deployment';
import { createDeployment, type DeploymentInput } from '@sluice/core/deployment/edit';
import { ok, type Problem, problem, type Result, refused } from '@sluice/core/problem';
import type { Selectable } from 'kysely';
import type { Db } from '../../db/database.ts';
import type { Tables } from '../../db/tables.ts';
import type { Actor } from '../../http/actor.ts';
import { inTransaction } from '../../runner/retry.ts';
import type { Services } from '../../services.ts';
import { recordDeed } from '../audit/record.ts';
import { lockChannel } from '../channels/store.ts';
import { type DeploymentRow, findDeployment, insertDeployment } from './store.ts';
import { audienceContext, catalogueOf, holdFlow, seedOf, unknownAt } from './surroundings.ts';
import { deploymentView } from './view.ts';

const LAST_POSITION = 1_000_000;

/** As it comes in: read by the core, except for what only the database can answer. */
export type NewDeployment = DeploymentInput & { readonly sameAs?: string | undefined };

type ReadNew = { readonly deployment: Deployment; readonly latestVersion: number };

export const create = async (
  services: Services,
  actor: Actor,
  input: NewDeployment,
): Promise<Result<DeploymentRow>> => {
  const { workspaceId } = actor;
  const made = await inTransaction(services.db, async () => async (trx): Promise<Result<DeploymentRow>> => {
    const channel = await lockChannel(trx, workspaceId, input.channelId);
    const read = await newDeployment(services, trx, workspaceId, channel, input, {
      id: services.random.id('deployment'),
      seed: services.random.seed(),
    });
    if (!read.ok) return read;
    const at = new Date(services.clock.now());
    await insertDeployment(trx, workspaceId, read.value.deployment, at);
    const row = await findDeployment(trx, workspaceId, read.value.deployment.id);
    if (!row) throw new Error('a deployment was made and cannot be found');
    await recordDeed(services, trx, actor, {
      action: 'deployment.create',
      target: row.id,
      after: deploymentView(row),
    });
    return ok(row);
  });
  services.plans.forget(input.channelId);
  return made;
};

/**
 * Reads a new deployment without writing it. Problems are those of the body: what it names and is not there (flow,
 * channel, segment, version, `sameAs`), and every field that cannot be read.
 */
export const newDeployment = async (
  services: Pick<Services, 'platforms' | 'secrets'>,
  trx: Db,
  workspaceId: string,
  channel: Selectable<Tables['channels']> | null,
  input: NewDeployment,
  made: { readonly id: string; readonly seed: string },
): Promise<Result<ReadNew>> => {
  const flow = await holdFlow(trx, workspaceId, input.flowId);
  const copied = input.sameAs === undefined ? undefined : await seedOf(trx, workspaceId, input.sameAs);
  const missing: Problem[] = [];
  if (!flow) missing.push(unknownAt('flowId', 'flow', input.flowId));
  if (!channel) missing.push(unknownAt('channelId', 'channel', input.channelId));
  if (input.sameAs !== undefined && copied === undefined) {
    missing.push(unknownAt('sameAs', 'deployment', input.sameAs));
  }
  if (!flow || !channel || missing.length > 0) return refused(...missing);
  if (flow.latest_version === 0 && input.version === 'latest') {
    const says = 'The flow has no published version yet.';
    return refused(problem('nothing-published', 'version', says, 'Publish the flow first.'));
  }
  const read = createDeployment(input, {
    id: made.id,
    seed: copied ?? made.seed,
    position: await positionAfterAll(trx, workspaceId, channel.id),
    latestVersion: flow.latest_version,
    audience: await audienceContext(trx, workspaceId, catalogueOf(services, channel)),
  });
  return read.ok ? ok({ deployment: read.value.deployment, latestVersion: flow.latest_version }) : read;
};

const positionAfterAll = async (trx: Db, workspaceId: string, channelId: string): Promise<number> => {
  const row = await trx
    .selectFrom('deployments')
    .select((eb) => eb.fn.max('position').as('last'))
    .where('workspace_id', '=', workspaceId)
    .where('channel_id', '=', channelId)
    .where('archived_at', 'is', null)
    .executeTakeFirst();
  // Typed as a number, null when there are none.
  const last = row?.last as number | null | undefined;
  return last == null ? 1 : Math.min(last + 1, LAST_POSITION);
};
