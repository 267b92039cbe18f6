/** Takes turns: one conversation at a time, each turn committed whole or not at all. */
import { HOUR, type Instant } from '@sluice/core/instant';
import type { Input } from '@sluice/core/interpreter/input';
import { step, type Turn } from '@sluice/core/interpreter/step';
import type { Result } from '@sluice/core/problem';
import type { Services } from '../services.ts';
import { abandonHours } from './abandon-hours.ts';
import { type Commit, type Committed, commitAndTell } from './commit.ts';
import { type ConversationRow, type PendingMessage, readConversation } from './conversation-row.ts';
import { guardedElapse, guardedMessage } from './dead-letter.ts';
import { deadlineOf, rearmed } from './deadline.ts';
import type { DrawCounts } from './draw-counts.ts';
import type { Arrival, Received } from './inbox.ts';
import { isLate, LATE } from './late.ts';
import type { Live } from './live.ts';
import { saidBy, sentBy } from './message-record.ts';
import type { Programs } from './programs.ts';
import { keptReply, type Reply, type ReplyStatus, redirectIn } from './reply.ts';
import type { Serial } from './serial.ts';
import type { TurnWrite, Written } from './turn-write.ts';

export type Runner = Services & {
  readonly programs: Programs;
  readonly serial: Serial;
  readonly live: Live;
  readonly counts: DrawCounts;
  /** As `receiveMessages`, together with whatever else comes in meanwhile. */
  readonly receive: (arrival: Arrival) => Promise<Result<Received>>;
  /** As `writeTurns`, together with whatever else is written meanwhile. */
  readonly write: (write: TurnWrite) => Promise<Written>;
  /** Performs what a conversation's committed turns asked of the world; returns at once. */
  readonly perform: (workspaceId: string, conversationId: string) => void;
};

export type Heard = {
  /** Whether the sender of a message waits for its answer; otherwise open streams are told what the bot says. */
  readonly heard: boolean;
  /** The conversation as it was just read: saves reading it again when no turn of it is running. */
  readonly read?: ConversationRow;
};

/**
 * Takes all pending messages of a conversation, oldest first; the answers by the messages' ids. Waits for a turn of it
 * that is running; another process that commits in between is noticed by the turn counter, and the work is done again
 * on the newer state.
 */
export const drain = (
  runner: Runner,
  workspaceId: string,
  conversationId: string,
  { heard, read }: Heard,
): Promise<ReadonlyMap<string, Reply>> => {
  const first = runner.serial.isIdle(conversationId) ? read : undefined;
  return runner.serial.run(conversationId, async () => {
    const replies = new Map<string, Reply>();
    let row = first ?? (await readConversation(runner.db, workspaceId, conversationId));
    for (;;) {
      const held = row;
      const pending = held?.pending;
      if (!pending) return replies;
      const committed = await guardedMessage(runner, held, pending, () =>
        takeMessage(runner, held, { ...pending, heard }),
      );
      if (committed?.reply) replies.set(pending.messageId, committed.reply);
      if (committed && !committed.more) return replies;
      row = await readConversation(runner.db, workspaceId, conversationId);
    }
  });
};

/** Fires the conversation's deadline if it is still due. */
export const elapse = (runner: Runner, workspaceId: string, conversationId: string): Promise<void> =>
  runner.serial.run(conversationId, async () => {
    const row = await readConversation(runner.db, workspaceId, conversationId);
    const now = runner.clock.now();
    if (!row?.due || row.due.at.getTime() > now) return;
    if (row.deploymentStatus === 'inactive') return;
    if (row.due.kind === 'abandon') {
      const goneAt = await countsAsGone(runner, row);
      if (goneAt > now) await setAlarm(runner, row, goneAt);
      else await commitAndTell(runner, row, { status: 'abandoned', now, deadline: null });
      return;
    }
    await guardedElapse(runner, row, row.due.tries, () =>
      stepAndCommit(runner, row, { type: 'elapsed', now }),
    );
  });

/**
 * When a silent person counts as gone: so many hours after the last that was said, or after the deployment was switched
 * on again, for while it was off they could not reply.
 */
const countsAsGone = async (runner: Runner, row: ConversationRow): Promise<Instant> => {
  const program = await runner.programs.of(row.workspaceId, row.flowId, row.versionNumber);
  const hours = abandonHours(program, await runner.plans.byId(row.workspaceId, row.channelId));
  return Math.max(row.touchedAt.getTime(), row.activatedAt?.getTime() ?? 0) + hours * HOUR;
};

/** Without a turn, for nothing has happened; a turn since then has set its own. */
const setAlarm = async ({ db }: Runner, row: ConversationRow, at: Instant): Promise<void> => {
  await db
    .updateTable('conversations')
    .set({ due_at: new Date(at) })
    .where('workspace_id', '=', row.workspaceId)
    .where('id', '=', row.id)
    .where('turn', '=', row.turn)
    .execute();
};

type Pending = PendingMessage & { readonly heard: boolean };

const takeMessage = async (
  runner: Runner,
  row: ConversationRow,
  pending: Pending,
): Promise<Committed | null> => {
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
  const { messageId, arrival, heard } = pending;
  const keep = (status: ReplyStatus, change: Partial<Commit> = {}) =>
    commitAndTell(runner, row, {
      ...change,
      now,
      messages: [sent],
      answers: { messageId, arrival, heard, reply: keptReply(status) },
    });
  if (kept !== null) return keep(kept);
  if (isLate(pending, now, runner.config.lateMinutes)) {
    runner.log.warn({ conversation: row.id, message: messageId }, 'a late message goes to a human');
    return keep('handed-off', { status: 'handed-off', deadline: null, problem: LATE });
  }
  return stepAndCommit(runner, row, { type: 'answer', now, answer: pending.answer }, pending);
};

const stepAndCommit = (
  runner: Runner,
  row: ConversationRow,
  input: Input,
  pending?: Pending,
): Promise<Committed | null> => {
  const of = {
    'sluice.conversation': row.id,
    'sluice.workspace': row.workspaceId,
    'sluice.version': row.versionNumber,
    'sluice.turn': row.turn,
    'sluice.input': input.type,
  };
  return runner.tracing.span('turn', of, () => takeTurn(runner, row, input, pending));
};

const takeTurn = async (
  runner: Runner,
  row: ConversationRow,
  input: Input,
  pending: Pending | undefined,
): Promise<Committed | null> => {
  const program = await runner.programs.of(row.workspaceId, row.flowId, row.versionNumber);
  const turn: Turn = runner.tracing.span('step', {}, () => step(program, row.state, input));
  const sent = input.type === 'answer' ? [sentBy(input.answer, row.state.awaiting)] : [];
  const hours = abandonHours(program, await runner.plans.byId(row.workspaceId, row.channelId));
  return commitAndTell(runner, row, {
    now: input.now,
    status: turn.state.status,
    state: turn.state,
    deadline: rearmed(row.due, deadlineOf(turn.state, input.now, hours)),
    messages: [...sent, ...saidBy(turn.effects)],
    turn: { input, effects: turn.effects },
    ...(pending === undefined
      ? {}
      : {
          answers: {
            messageId: pending.messageId,
            arrival: pending.arrival,
            heard: pending.heard,
            reply: { awaiting: turn.state.awaiting, status: turn.state.status, ...redirectIn(turn.effects) },
          },
        }),
  });
};
