/** When a conversation next needs attention without anybody writing. */
import { HOUR, type Instant, SECOND } from '@sluice/core/instant';
import type { State } from '@sluice/core/interpreter/state';

export type Deadline = { readonly at: Date; readonly kind: 'elapsed' | 'abandon' };

/** A deadline as it stands in the conversation's row. */
export type Armed = Deadline & { readonly tries: number };

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

/**
 * The deadline to write after a turn; `undefined` leaves the alarm where it is. Each reply moves the moment somebody
 * counts as gone, and moving the alarm with it would cost more than all else a turn writes: `due_at` is indexed. An
 * alarm that rings too early is set anew by whoever hears it.
 */
export const rearmed = (armed: Armed | null, next: Deadline | null): Deadline | null | undefined =>
  armed?.kind === 'abandon' && next?.kind === 'abandon' && armed.at <= next.at ? undefined : next;
