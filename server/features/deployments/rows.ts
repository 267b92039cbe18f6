/** Deployments, acts and draws between the database's rows and the core's values. */

import type { Audience } from '@sluice/core/audience/audience';
import type { Deployment } from '@sluice/core/deployment/deployment';
import type { Act } from '@sluice/core/rollout/acts';
import { type Draw, METHOD } from '@sluice/core/rollout/draw';
import type { Selectable } from 'kysely';
import type { Tables } from '../../db/tables.ts';

export const deploymentFromRow = (row: Selectable<Tables['deployments']>): Deployment => ({
  id: row.id,
  name: row.name,
  flowId: row.flow_id,
  channelId: row.channel_id,
  position: row.position,
  status: row.status,
  version: row.pinned_version ?? 'latest',
  audience: row.audience as Audience, // parsed before it was stored
  rollout: { share: row.share, mode: row.mode },
  seed: row.seed,
  generation: row.generation,
  always: row.always,
  never: row.never,
  actNumber: row.act_number,
});

export const actFromRow = (row: Selectable<Tables['acts']>): Act => {
  const n = row.n;
  switch (row.act) {
    case 'full-launch':
      return { n, act: 'full-launch', include: row.include ?? true };
    case 'invite-again':
    case 'take-back':
      return { n, act: row.act, share: row.share ?? 0 };
    case 'put-in':
    case 'leave-out':
      return { n, act: row.act, person: row.person_id ?? '' };
    case 'redraw-everyone':
      return { n, act: 'redraw-everyone' };
    default:
      throw new Error(`unknown act "${row.act}" in the database`);
  }
};

/** A draw as it is stored, in whichever form its instant came out of the database. */
export type DrawRow = Omit<Selectable<Tables['draws']>, 'at' | 'workspace_id'> & { at: Date | string };

export const drawFromRow = (row: DrawRow): Draw => ({
  deploymentId: row.deployment_id,
  generation: row.generation,
  person: row.person_id,
  u32: row.u32,
  share: row.share,
  act: row.act,
  at: new Date(row.at).getTime(),
  purpose: row.purpose as Draw['purpose'], // only written from a Draw
  method: METHOD,
});
