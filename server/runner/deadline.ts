/** When a conversation next needs attention without anybody writing. */
import { HOUR, type Instant, SECOND } from '@sluice/core/instant';
import type { State } from '@sluice/core/interpreter/state';

export type Deadline = { readonly at: Date; readonly kind: 'elapsed' | 'abandon' };

/**
 * The next deadline after a turn at `now`: the waiting block's own timer, or the moment a silent person counts as gone.
 * A conversation that is only waiting for time to pass is never abandoned; one that has ended has no deadline.
 */
export const deadlineOf = (state: State, now: Instant, abandonHours: number): Deadline | null => {
  if (state.status !== 'waiting') return null;
  const elapsed = state.timer ? now + state.timer.seconds * SECOND : null;
  const abandon = state.awaiting?.type === 'wait' ? null : now + abandonHours * HOUR;
  if (elapsed !== null && (abandon === null || elapsed <= abandon)) {
    return { at: new Date(elapsed), kind: 'elapsed' };
  }
  return abandon === null ? null : { at: new Date(abandon), kind: 'abandon' };
};
