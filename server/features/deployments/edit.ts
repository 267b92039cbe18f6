/** Edits a deployment under the ratchet law; the core says what changes and which act that names. */
import {
  type DeploymentPatch,
  type EditOptions,
  editDeployment,
  type Change as FieldChange,
} from '@sluice/core/deployment/edit';
import { ok, type Result, refused } from '@sluice/core/problem';
import type { Db } from '../../db/database.ts';
import type { Services } from '../../services.ts';
import type { Deed } from '../audit/record.ts';
import { findChannel } from '../channels/store.ts';
import { actDeed, countBetween, type Stage } from './act-counts.ts';
import { type ChangeCall, changeDeployment, type DeploymentTools, save } from './change.ts';
import type { DeploymentRow } from './store.ts';
import { audienceContext, catalogueOf, seedOf, unknownAt } from './surroundings.ts';

export type Patch = DeploymentPatch & { readonly sameAs?: string | undefined };

export const edit = async (
  services: DeploymentTools,
  call: ChangeCall,
  patch: Patch,
  options: EditOptions,
): Promise<Result<DeploymentRow>> => {
  let switched = false;
  const edited = await changeDeployment(services, call, async (change) => {
    const { trx, actor, row, current, acts } = change;
    const read = await editOf(
      services,
      trx,
      actor.workspaceId,
      row.latest_version,
      { deployment: current, acts },
      patch,
      options,
    );
    if (!read.ok) return read;
    const { changes, after, newActs } = read.value;
    if (changes.length === 0) return ok(row);
    switched = changes.some(({ field }) => field === 'status');
    const deeds: Omit<Deed, 'target'>[] = [
      { action: 'deployment.edit', before: side(changes, 'before'), after: side(changes, 'after') },
    ];
    for (const act of newActs) {
      const counts = await countBetween(trx, actor.workspaceId, { deployment: current, acts }, after);
      deeds.push(actDeed(act, after, counts));
    }
    return ok(await save(services, change, after.deployment, newActs, deeds));
  });
  if (edited.ok && switched) await services.live.switched(call.actor.workspaceId, call.id);
  return edited;
};

const side = (changes: readonly FieldChange[], which: 'before' | 'after') =>
  Object.fromEntries(changes.map((change) => [change.field, change[which]]));

/** What an edit would do, without doing it: for the edit itself and for its preview. */
export const editOf = async (
  services: Pick<Services, 'platforms' | 'secrets'>,
  trx: Db,
  workspaceId: string,
  latestVersion: number,
  before: Stage,
  { sameAs, ...fields }: Patch,
  options: EditOptions,
) => {
  const channel = await findChannel(trx, workspaceId, before.deployment.channelId);
  if (!channel) throw new Error(`deployment ${before.deployment.id} stands on a channel that is gone`);
  const catalogue = catalogueOf(services, channel);
  const audience = await audienceContext(trx, workspaceId, catalogue);
  const seed = sameAs === undefined ? fields.seed : await seedOf(trx, workspaceId, sameAs);
  if (sameAs !== undefined && seed === undefined) return refused(unknownAt('sameAs', 'deployment', sameAs));
  const read = editDeployment(before.deployment, { ...fields, seed }, options, { latestVersion, audience });
  if (!read.ok) return read;
  const { deployment, acts: newActs, changes } = read.value;
  const after: Stage = { deployment, acts: [...before.acts, ...newActs] };
  return ok({ after, newActs, changes, channel, catalogue, audience });
};
