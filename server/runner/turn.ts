/** Takes turns: one conversation at a time, each turn committed whole or not at all. */
import type { Input } from '@sluice/core/interpreter/input';
import { step, type Turn } from '@sluice/core/interpreter/step';
import { problem } from '@sluice/core/problem';
import type { Services } from '../services.ts';
import { abandonHours } from './abandon-hours.ts';
import { type Commit, commit } from './commit.ts';
import { type ConversationRow, readConversation } from './conversation-row.ts';
import { deadlineOf } from './deadline.ts';
import type { DrawCounts } from './draw-counts.ts';
import type { Live } from './live.ts';
import { saidBy, sentBy } from './message-record.ts';
import type { Programs } from './programs.ts';
import { keptReply, redirectIn } from './reply.ts';
import type { Serial } from './serial.ts';

/** After this many failures of the same message a conversation is given to humans. */
const MOST_TRIES = 3;

export type Runner = Services & {
  readonly programs: Programs;
  readonly serial: Serial;
  readonly live: Live;
  readonly counts: DrawCounts;
  /** Performs what a conversation's committed turns asked of the world; returns at once. */
  readonly perform: (workspaceId: string, conversationId: string) => void;
};

/**
 * Takes all pending messages of a conversation, oldest first. Waits for a turn of it that is running; another
 * process that commits in between is noticed by the turn counter, and the work is done again on the newer state.
 */
export const drain = (runner: Runner, workspaceId: string, conversationId: string): Promise<void> =>
  runner.serial.run(conversationId, async () => {
    for (;;) {
      const row = await readConversation(runner.db, workspaceId, conversationId);
      if (!row?.pending) return;
      await guarded(runner, row, row.pending, () => takeMessage(runner, row, row.pending));
    }
  });

/** Fires the conversation's deadline if it is still due. */
export const elapse = (runner: Runner, workspaceId: string, conversationId: string): Promise<void> =>
  runner.serial.run(conversationId, async () => {
    const row = await readConversation(runner.db, workspaceId, conversationId);
    if (!row?.due || row.due.at.getTime() > runner.clock.now()) return;
    if (row.deploymentStatus === 'inactive') return;
    const now = runner.clock.now();
    if (row.due.kind === 'abandon') {
      await commitAndTell(runner, row, { status: 'abandoned', now, deadline: null });
      return;
    }
    await stepAndCommit(runner, row, { type: 'elapsed', now });
  });

const takeMessage = async (
  runner: Runner,
  row: ConversationRow,
  pending: ConversationRow['pending'],
): Promise<void> => {
  if (!pending) return;
  const now = runner.clock.now();
  const sent = sentBy(pending.answer, row.state.awaiting);
  const kept =
    row.status !== 'waiting' && row.status !== 'handed-off'
      ? row.status
      : row.deploymentStatus === 'inactive' && row.status === 'waiting'
        ? 'inactive'
        : row.status === 'handed-off' || row.state.awaiting?.type === 'wait'
          ? row.status
          : null;
  if (kept !== null) {
    await commitAndTell(runner, row, {
      now,
      messages: [sent],
      answers: { messageId: pending.messageId, reply: keptReply(kept) },
    });
    return;
  }
  await stepAndCommit(runner, row, { type: 'answer', now, answer: pending.answer }, pending.messageId);
};

const stepAndCommit = async (
  runner: Runner,
  row: ConversationRow,
  input: Input,
  messageId?: string,
): Promise<void> => {
  const program = await runner.programs.of(row.workspaceId, row.flowId, row.versionNumber);
  const turn: Turn = step(program, row.state, input);
  const sent = input.type === 'answer' ? [sentBy(input.answer, row.state.awaiting)] : [];
  const hours = abandonHours(program, await runner.plans.byId(row.workspaceId, row.channelId));
  await commitAndTell(runner, row, {
    now: input.now,
    status: turn.state.status,
    state: turn.state,
    deadline: deadlineOf(turn.state, input.now, hours),
    messages: [...sent, ...saidBy(turn.effects)],
    turn: { input, effects: turn.effects },
    ...(messageId === undefined
      ? {}
      : {
          answers: {
            messageId,
            reply: { awaiting: turn.state.awaiting, status: turn.state.status, ...redirectIn(turn.effects) },
          },
        }),
  });
};

/** Commits; false when somebody else did first. On success tells open streams of what nobody is being answered with, and starts performing wishes. */
export const commitAndTell = async (runner: Runner, row: ConversationRow, what: Commit): Promise<boolean> => {
  const written = await commit(runner, row, what);
  if (!written) return false;
  const answered = what.answers !== undefined;
  runner.live.publish({
    conversationId: row.id,
    messages: answered ? [] : written.filter((message) => message.sender !== 'person'),
  });
  if (what.turn) runner.perform(row.workspaceId, row.id);
  return true;
};

/** A message whose turn keeps failing must not block the conversation, nor be tried for ever. */
const guarded = async (
  runner: Runner,
  row: ConversationRow,
  pending: { readonly messageId: string; readonly tries: number },
  work: () => Promise<void>,
): Promise<void> => {
  try {
    await work();
  } catch (error) {
    runner.log.error({ err: error, conversation: row.id, tries: pending.tries + 1 }, 'turn failed');
    if (pending.tries + 1 < MOST_TRIES) {
      await runner.db
        .updateTable('inbox')
        .set((eb) => ({ tries: eb('tries', '+', 1) }))
        .where('workspace_id', '=', row.workspaceId)
        .where('conversation_id', '=', row.id)
        .where('message_id', '=', pending.messageId)
        .execute();
      throw error;
    }
    await commitAndTell(runner, row, {
      now: runner.clock.now(),
      status: 'failed',
      deadline: null,
      problem: problem('turn-failed', '', 'A message could not be handled.', 'A human should take over.'),
      answers: { messageId: pending.messageId, reply: keptReply('failed'), dead: true },
    });
  }
};
