/** Bounds what a turn that keeps failing may cost: tried again a few times, ever later, then given to humans. */
import { SECOND } from '@sluice/core/instant';
import { type Problem, problem } from '@sluice/core/problem';
import { isOutage } from '../db/outage.ts';
import { type Committed, commitAndTell } from './commit.ts';
import type { ConversationRow, PendingMessage } from './conversation-row.ts';
import { sentBy } from './message-record.ts';
import { keptReply } from './reply.ts';
import type { Runner } from './turn.ts';

/** After this many failures of the same input the conversation has failed. */
const MOST_TRIES = 3;

/** How long the n-th failure (from 1) keeps an input from being tried again: 2, 8, 32 … seconds. */
export const backoffMs = (failures: number): number => 2 * SECOND * 4 ** (failures - 1);

const TURN_FAILED: Problem = problem(
  'turn-failed',
  '',
  'A message could not be handled.',
  'A human should take over.',
);
const TIMER_FAILED: Problem = problem(
  'turn-failed',
  '',
  'The conversation could not go on by itself.',
  'A human should take over.',
);

/**
 * What `work` committed, or null when somebody else was first. Throws on, once the failure is counted, while the
 * message may be tried again; the last failure is the message's end.
 */
export const guardedMessage = async (
  runner: Runner,
  row: ConversationRow,
  pending: PendingMessage,
  work: () => Promise<Committed | null>,
): Promise<Committed | null> => {
  try {
    return await work();
  } catch (error) {
    // The message is not to blame: it stays pending, and no try is counted.
    if (isOutage(error)) throw error;
    const tries = pending.tries + 1;
    if (tries < MOST_TRIES) {
      await runner.db
        .updateTable('inbox')
        .set({ tries })
        .where('workspace_id', '=', row.workspaceId)
        .where('conversation_id', '=', row.id)
        .where('message_id', '=', pending.messageId)
        .execute();
      throw error;
    }
    runner.log.error({ err: error, conversation: row.id, tries }, 'message given up');
    return commitAndTell(runner, row, {
      now: runner.clock.now(),
      status: 'failed',
      deadline: null,
      problem: TURN_FAILED,
      // Whoever takes over must be able to read what was asked.
      messages: [sentBy(pending.answer, row.state.awaiting)],
      answers: {
        messageId: pending.messageId,
        arrival: pending.arrival,
        reply: keptReply('failed'),
        dead: true,
        heard: true,
      },
    });
  }
};

/** The same for a timer: put off, and after the last failure the conversation has failed. */
export const guardedElapse = async (
  runner: Runner,
  row: ConversationRow,
  failedBefore: number,
  work: () => Promise<unknown>,
): Promise<void> => {
  try {
    await work();
  } catch (error) {
    if (isOutage(error)) throw error;
    const tries = failedBefore + 1;
    const now = runner.clock.now();
    if (tries >= MOST_TRIES) {
      runner.log.error({ err: error, conversation: row.id, tries }, 'timer given up');
      await commitAndTell(runner, row, { now, status: 'failed', deadline: null, problem: TIMER_FAILED });
      return;
    }
    await runner.db
      .updateTable('conversations')
      .set({ due_at: new Date(now + backoffMs(tries)), due_tries: tries })
      .where('workspace_id', '=', row.workspaceId)
      .where('id', '=', row.id)
      .where('turn', '=', row.turn)
      .execute();
    throw error;
  }
};
