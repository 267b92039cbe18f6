/** The exact counts of a named act: everybody recorded, in batches, through the core's own fold. */
import { type ActCounts, actCounts } from '@sluice/core/deployment/counts';
import { type Deployment, rolloutOf } from '@sluice/core/deployment/deployment';
import type { Act } from '@sluice/core/rollout/acts';
import { drawNumber } from '@sluice/core/rollout/draw';
import type { Db } from '../../db/database.ts';
import { earliest } from '../../runner/known-person.ts';
import { drawnPeople } from './stored-people.ts';

export type Stage = { readonly deployment: Deployment; readonly acts: readonly Act[] };

/**
 * What changes between two states of a deployment among the people stored with it, and how many stand in and out
 * afterwards. Given the same state twice, it counts how everybody stands.
 */
export const countBetween = async (
  db: Db,
  workspaceId: string,
  before: Stage,
  after: Stage,
): Promise<ActCounts> => {
  const [then, now] = [rolloutOf(before.deployment, before.acts), rolloutOf(after.deployment, after.acts)];
  const total = { changed: 0, in: 0, out: 0 };
  for await (const batch of drawnPeople(db, workspaceId, before.deployment)) {
    const people = batch.map((person) => ({
      person: person.id,
      draw: earliest(person.draws).get(before.deployment.id) ?? null,
      u32: drawNumber(before.deployment.seed, person.key),
    }));
    const counted = actCounts(people, then, now);
    total.changed += counted.changed;
    total.in += counted.in;
    total.out += counted.out;
  }
  return total;
};

/** An act as the audit log keeps it. */
export const actDeed = (act: Act, { deployment }: Stage, counts: ActCounts) => ({
  action: `deployment.${act.act}`,
  after: {
    ...act,
    ...('share' in act ? { share: act.share / 100 } : {}),
    ...(act.act === 'redraw-everyone' ? { generation: deployment.generation } : {}),
    ...counts,
  },
});
