/** Switches a deployment on and off, winds it down, archives it. No draw is ever touched by any of these. */

import type { Deployment } from '@sluice/core/deployment/deployment';
import {
  activate as activated,
  deactivate as deactivated,
  windDown as windingDown,
} from '@sluice/core/deployment/edit';
import { ok, problem, type Result, refused } from '@sluice/core/problem';
import { type Change, type ChangeCall, changeDeployment, type DeploymentTools, save } from './change.ts';
import { countRunning, handOffRunning } from './running.ts';
import type { DeploymentRow } from './store.ts';

/**
 * Takes new conversations; messages of held ones are answered again from now on. Who was held has the whole time to
 * reply that a silent person has, from now on.
 */
export const activate = async (
  services: DeploymentTools,
  call: ChangeCall,
): Promise<Result<DeploymentRow>> => {
  const done = await changeDeployment(services, call, async (change) => {
    const { trx, row, current, at } = change;
    const next = activated(current, row.latest_version);
    if (!next.ok) return next;
    const saved = await saveStatus(services, change, next.value, 'deployment.activate');
    if (row.status === 'inactive') {
      await trx
        .updateTable('deployments')
        .set({ activated_at: at })
        .where('workspace_id', '=', call.actor.workspaceId)
        .where('id', '=', call.id)
        .execute();
    }
    return ok(saved);
  });
  if (done.ok) await services.live.switched(call.actor.workspaceId, call.id);
  return done;
};

/** No new conversations; those that run finish. */
export const windDown = (services: DeploymentTools, call: ChangeCall): Promise<Result<DeploymentRow>> =>
  changeDeployment(services, call, async (change) => {
    const next = windingDown(change.current);
    return next.ok ? ok(await saveStatus(services, change, next.value, 'deployment.wind-down')) : next;
  });

export type Stopped = {
  readonly row: DeploymentRow;
  readonly conversations: { readonly stopped: number; readonly handedOff: number };
};

/** Stops at once. `handOff` gives what ran to humans; otherwise it is held until the deployment is active again. */
export const deactivate = async (
  services: DeploymentTools,
  call: ChangeCall,
  { handOff, dryRun }: { readonly handOff: boolean; readonly dryRun: boolean },
): Promise<Result<Stopped>> => {
  const { workspaceId } = call.actor;
  const done = await changeDeployment(services, call, async (change): Promise<Result<Stopped>> => {
    const { trx, row, current, at } = change;
    const running = await countRunning(trx, workspaceId, call.id);
    const conversations = { stopped: running, handedOff: handOff ? running : 0 };
    if (dryRun) return ok({ row, conversations });
    if (handOff) await handOffRunning(trx, workspaceId, call.id, at);
    const next = deactivated(current);
    const saved = await saveStatus(services, change, next, 'deployment.deactivate', conversations);
    return ok({ row: saved, conversations });
  });
  if (done.ok && !dryRun) await services.live.switched(workspaceId, call.id);
  return done;
};

/** Gone from every list, its draws kept. Refused while conversations run. */
export const archive = (services: DeploymentTools, call: ChangeCall): Promise<Result<null>> =>
  changeDeployment(services, call, async (change) => {
    const { trx, actor, row, current, at } = change;
    const running = await countRunning(trx, actor.workspaceId, call.id);
    if (running > 0) {
      const says = `${running} ${running === 1 ? 'conversation runs' : 'conversations run'} on "${current.name}".`;
      const hint = 'Wind it down and wait, or deactivate it and hand them to your team.';
      return refused(problem('in-use', '', says, hint));
    }
    const deed = { action: 'deployment.archive', before: { status: row.status } };
    await save(services, change, deactivated(current), [], [deed]);
    await trx
      .updateTable('deployments')
      .set({ archived_at: at })
      .where('workspace_id', '=', actor.workspaceId)
      .where('id', '=', call.id)
      .execute();
    return ok(null);
  });

/** Nothing is written, and the ETag stays, when nothing changed. */
const saveStatus = async (
  services: DeploymentTools,
  change: Change,
  next: Deployment,
  action: string,
  more: { readonly stopped: number; readonly handedOff: number } | null = null,
): Promise<DeploymentRow> => {
  const { row, current } = change;
  if (next === current && (more?.handedOff ?? 0) === 0) return row;
  return save(
    services,
    change,
    next,
    [],
    [{ action, before: { status: current.status }, after: { status: next.status, ...more } }],
  );
};
