/** A deployment as the API answers it. */
import { toPercent } from '@sluice/core/rollout/share';
import type { Answer } from '../../http/bind.ts';
import { deploymentFromRow } from './rows.ts';
import type { DeploymentRow } from './store.ts';

export const deploymentView = (row: DeploymentRow) => {
  const deployment = deploymentFromRow(row);
  const { id, name, flowId, channelId, status, version, audience, rollout } = deployment;
  const newest = row.latest_version === 0 ? null : row.latest_version;
  return {
    id,
    name,
    flowId,
    channelId,
    status,
    active: status === 'active',
    version,
    versionNumber: version === 'latest' ? newest : version,
    audience,
    rollout: { share: toPercent(rollout.share), mode: rollout.mode },
    always: deployment.always,
    never: deployment.never,
    position: deployment.position,
    seed: deployment.seed,
    generation: deployment.generation,
    actNumber: deployment.actNumber,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
};

/** With the revision that becomes the ETag. */
export const deploymentAnswer = (row: DeploymentRow): Answer => ({
  body: deploymentView(row),
  revision: row.revision,
});
