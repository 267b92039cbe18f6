/** Two people turn out to be one: nothing drawn is rewritten, the one who stays is read with the other's draws. */

import { isUnder } from '@sluice/core/rollout/draw';
import { toPercent } from '@sluice/core/rollout/share';
import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import { recordDeed } from '../features/audit/record.ts';
import { giveTags } from '../features/people/layers.ts';
import type { Services } from '../services.ts';
import type { KnownPerson } from './known-person.ts';

/**
 * `from` becomes `into`, with everybody who was merged into `from` before. Draws stay under both ids, and the earliest
 * counts wherever they are read; where the two results differ, a `merge_conflict` event is written. Returns the
 * channels whose act logs named `from`: their plans must be read again once this is committed.
 */
export const mergePeople = async (
  tools: Pick<Services, 'clock' | 'random'>,
  trx: Db,
  workspaceId: string,
  from: KnownPerson,
  into: KnownPerson,
): Promise<readonly string[]> => {
  await trx
    .updateTable('people')
    .set({ merged_into: into.id })
    .where('workspace_id', '=', workspaceId)
    .where((eb) => eb.or([eb('id', '=', from.id), eb('merged_into', '=', from.id)]))
    .execute();
  await trx
    .updateTable('identities')
    .set({ person_id: into.id })
    .where('workspace_id', '=', workspaceId)
    .where('person_id', '=', from.id)
    .execute();
  await keepGiven(trx, workspaceId, from, into);
  for (const [deploymentId, draw] of from.draws) {
    const other = into.draws.get(deploymentId);
    if (!other || other.generation !== draw.generation) continue;
    if (isUnder(draw.u32, draw.share) === isUnder(other.u32, other.share)) continue;
    await recordDeed(
      tools,
      trx,
      { workspaceId, name: 'Sluice' },
      {
        action: 'merge_conflict',
        target: into.id,
        before: { deploymentId, merged: from.id, drawn: { u32: draw.u32, share: toPercent(draw.share) } },
        after: { deploymentId, drawn: { u32: other.u32, share: toPercent(other.share) } },
      },
    );
  }
  return raiseRevisions(trx, workspaceId, from.id);
};

/** What flows gave the one stays; where both were given something, what the one who stays was given counts. */
const keepGiven = async (
  trx: Db,
  workspaceId: string,
  from: KnownPerson,
  into: KnownPerson,
): Promise<void> => {
  const attributes = { ...from.given.attributes, ...into.given.attributes };
  const given = giveTags({ ...from.given, attributes }, into.given.addedTags, into.given.removedTags);
  await trx
    .updateTable('people')
    .set({ given: JSON.stringify(given) })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', into.id)
    .execute();
};

/** What acts named the one names the other now: decisions must read the act log again. */
const raiseRevisions = async (trx: Db, workspaceId: string, personId: string): Promise<readonly string[]> => {
  const { rows } = await sql<{ id: string }>`
    update channels set revision = revision + 1 where workspace_id = ${workspaceId} and id in (
      select d.channel_id from acts a
      join deployments d on d.workspace_id = a.workspace_id and d.id = a.deployment_id
      where a.workspace_id = ${workspaceId} and a.person_id = ${personId})
    returning id`.execute(trx);
  return rows.map(({ id }) => id);
};
