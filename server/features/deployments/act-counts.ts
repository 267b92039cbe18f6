/** The exact counts of a named act: everybody recorded, through the core's own fold. */
import { type ActCounts, actCounts, turningPoints } from '@sluice/core/deployment/counts';
import { type Deployment, rolloutOf } from '@sluice/core/deployment/deployment';
import type { Act } from '@sluice/core/rollout/acts';
import { drawNumber } from '@sluice/core/rollout/draw';
import type { Db } from '../../db/database.ts';
import { drawClasses, namedPeople } from './draw-classes.ts';

export type Stage = { readonly deployment: Deployment; readonly acts: readonly Act[] };

/**
 * What changes between two states of a deployment among the people stored with it, and how many stand in and out
 * afterwards. Given the same state twice, it counts how everybody stands. The database groups people who stand alike,
 * so that a million take about a second: an act counts them while it holds the deployment.
 */
export const countBetween = async (
  db: Db,
  workspaceId: string,
  before: Stage,
  after: Stage,
): Promise<ActCounts> => {
  const { deployment } = before;
  const [then, now] = [rolloutOf(deployment, before.acts), rolloutOf(after.deployment, after.acts)];
  const named = [...new Set([then, now].flatMap(({ acts }) => [...acts.byPerson.keys()]))];
  const points = turningPoints([then, now]);
  const classes = await drawClasses(db, workspaceId, deployment, { turningPoints: points, named });
  const people = named.length === 0 ? [] : await namedPeople(db, workspaceId, deployment, named);
  return actCounts(
    [
      ...classes.map(({ draw, count }) => ({ person: draw.person, draw, u32: draw.u32, count })),
      ...people.map(({ id, key, draw }) => ({ person: id, draw, u32: drawNumber(deployment.seed, key) })),
    ],
    then,
    now,
  );
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
