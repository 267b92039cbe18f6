/** What publishing does to deployments and to running conversations, in sentences with the exact counts. */

import type { versionCalls } from '@sluice/api/versions';
import type { FlowDocument } from '@sluice/core/flow/document';
import type { Out } from '../../connection/call.ts';
import { counted, fitting } from '../../ui/plural.ts';

export type Publishing = Out<(typeof versionCalls)['publishing']['answer']>;
type Deployment = Publishing['deployments'][number];

/** An active deployment that stays on an older version unless somebody moves it. */
export type Staying = { readonly id: string; readonly name: string; readonly version: number };

/** "Live at once in 2 deployments; 1 stays on version 3." Without active deployments: that nobody meets it yet. */
export const deploymentSentence = ({ deployments }: Publishing): string => {
  const active = deployments.filter(({ status }) => status === 'active');
  const live = active.filter(({ policy }) => policy === 'latest').length;
  const pinned = stayingOn(active);
  if (active.length === 0) return 'No deployment is active, so nobody meets it yet.';
  const stays = pinned.map(([version, count]) =>
    live === 0
      ? `${counted(count, 'deployment')} ${fitting(count, 'stays', 'stay')} on version ${version}`
      : `${count} ${fitting(count, 'stays', 'stay')} on version ${version}`,
  );
  const sentence = [...(live > 0 ? [`Live at once in ${counted(live, 'deployment')}`] : []), ...stays];
  return `${sentence.join('; ')}.`;
};

/** How many stay on which version, the newest version first. */
const stayingOn = (active: readonly Deployment[]): readonly (readonly [number, number])[] => {
  const counts = new Map<number, number>();
  for (const { policy, version } of active) {
    if (policy === 'pinned' && version !== null) counts.set(version, (counts.get(version) ?? 0) + 1);
  }
  return [...counts].sort(([a], [b]) => b - a);
};

export const staying = ({ deployments }: Publishing): readonly Staying[] =>
  deployments.flatMap(({ id, name, status, policy, version }) =>
    status === 'active' && policy === 'pinned' && version !== null ? [{ id, name, version }] : [],
  );

/**
 * What becomes of conversations that run: they finish on their version. Those that wait at a block that the new
 * version no longer has are named apart. Null when nothing runs.
 */
export const runningSentence = ({ running, next }: Publishing, document: FlowDocument): string | null => {
  const total = running.reduce((sum, { conversations }) => sum + conversations, 0);
  if (total === 0) return null;
  const kept = new Set(document.groups.flatMap(({ blocks }) => blocks.map(({ id }) => id)));
  const gone = running.flatMap(({ version, at }) => {
    const stuck = at
      .filter(({ block }) => block !== null && !kept.has(block))
      .reduce((sum, { conversations }) => sum + conversations, 0);
    return stuck === 0 ? [] : [{ version, stuck }];
  });
  const finish = `${counted(total, 'conversation')} ${fitting(total, 'runs', 'run')} now and ${fitting(total, 'finishes on its', 'finish on their')} version.`;
  const waits = gone.map(
    ({ version, stuck }) =>
      `${stuck} ${fitting(stuck, 'waits', 'wait')} at a block that is gone in version ${next}; ${fitting(stuck, 'it finishes', 'they finish')} on version ${version}.`,
  );
  return [finish, ...waits].join(' ');
};
