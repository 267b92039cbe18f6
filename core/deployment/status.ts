/** A deployment's status: who may go where. None of these ever touches a draw. */
import { ok, problem, type Result, refused } from '../problem.ts';
import type { Deployment } from './deployment.ts';

/**
 * Active: takes new conversations. Needs something to run, so a flow without a published version is refused.
 * Activating an active deployment changes nothing.
 */
export const activate = (current: Deployment, latestVersion: number): Result<Deployment> => {
  if (current.status === 'active') return ok(current);
  if (latestVersion < 1) {
    const says = `"${current.name}" cannot be activated: its flow has no published version.`;
    return refused(problem('nothing-published', 'active', says, 'Publish the flow first.'));
  }
  return ok({ ...current, status: 'active' });
};

/** Inactive: stops at once, running conversations included. From any status. */
export const deactivate = (current: Deployment): Deployment =>
  current.status === 'inactive' ? current : { ...current, status: 'inactive' };

/** Winding down: no new conversations, running ones finish. Only an active deployment can wind down. */
export const windDown = (current: Deployment): Result<Deployment> => {
  if (current.status === 'winding-down') return ok(current);
  if (current.status === 'active') return ok({ ...current, status: 'winding-down' });
  const says = `"${current.name}" is not active: there is nothing to wind down.`;
  return refused(problem('not-active', 'status', says));
};
