/** What waited too long for its turn goes to a human: nobody wants a bot's answer to what they asked half an hour ago. */
import { type Instant, MINUTE } from '@sluice/core/instant';
import { type Problem, problem } from '@sluice/core/problem';

export const LATE: Problem = problem(
  'late',
  '',
  'A message waited too long for its turn.',
  'A human should answer it.',
);

/**
 * True when the message has waited longer than `lateMinutes` and nobody waits for its answer any more: whoever sends it
 * again, or writes something new, is there and gets the bot.
 */
export const isLate = (
  { receivedAt, heard }: { readonly receivedAt: Date; readonly heard: boolean },
  now: Instant,
  lateMinutes: number,
): boolean => !heard && now - receivedAt.getTime() > lateMinutes * MINUTE;
