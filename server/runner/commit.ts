/** Commits one change of a conversation in one transaction, mostly of one statement, guarded by the turn counter. */

import type { Instant } from '@sluice/core/instant';
import type { Effect } from '@sluice/core/interpreter/effect';
import type { Input } from '@sluice/core/interpreter/input';
import type { State } from '@sluice/core/interpreter/state';
import type { Problem } from '@sluice/core/problem';
import type { Db } from '../db/database.ts';
import type { ConversationRow, RowStatus } from './conversation-row.ts';
import type { Deadline } from './deadline.ts';
import type { MessageRecord, NewMessage } from './message-record.ts';
import type { Reply } from './reply.ts';
import { inTransaction, retrying } from './retry.ts';
import type { Runner } from './turn.ts';
import { type TurnWrite, writeTurns } from './turn-write.ts';
import { wishesIn } from './wishes.ts';

export type Commit = {
  readonly now: Instant;
  /** Left out: unchanged. */
  readonly status?: RowStatus;
  readonly state?: State;
  /** Left out: unchanged; null: none. */
  readonly deadline?: Deadline | null | undefined;
  readonly messages?: readonly NewMessage[];
  /** Present when the flow took a turn. */
  readonly turn?: { readonly input: Input; readonly effects: readonly Effect[] };
  readonly problem?: Problem;
  /** Done in the same transaction. */
  readonly along?: (trx: Db) => Promise<void>;
  /** The inbox message this answers; its reply gets the bot's messages of this commit. */
  readonly answers?: {
    readonly messageId: string;
    readonly arrival: number;
    readonly reply: Omit<Reply, 'messages'>;
    readonly dead?: boolean;
    /** The sender waits for the answer. */
    readonly heard: boolean;
  };
};

const ENDED: ReadonlySet<string> = new Set(['completed', 'failed', 'abandoned']);

/** What was committed: the messages as they were numbered, and what answers the message that was taken. */
export type Committed = {
  readonly messages: readonly MessageRecord[];
  readonly wishes: boolean;
  readonly reply: Reply | null;
  /** Other messages wait for their turn. */
  readonly more: boolean;
};

/** Writes everything or nothing. Null when somebody else was first: read again and decide anew. */
const commit = async (
  { db, random, write: writeGathered }: Pick<Runner, 'db' | 'random' | 'write'>,
  row: ConversationRow,
  what: Commit,
): Promise<Committed | null> => {
  const at = new Date(what.now);
  const messages = (what.messages ?? []).map((message, index) => ({
    ...message,
    seq: row.lastSeq + 1 + index,
    at,
  }));
  const status = what.status ?? row.status;
  const { answers, along } = what;
  const reply = answers && {
    ...answers.reply,
    messages: messages.filter((message) => message.sender === 'bot'),
  };
  const wishes = wishesIn(random, what.turn?.effects ?? []);
  const write: TurnWrite = {
    row,
    at,
    status,
    ended: ENDED.has(status) && !ENDED.has(row.status),
    state: what.state ?? null,
    problem: what.problem ?? what.state?.problem ?? null,
    deadline: what.deadline,
    messages,
    turn: what.turn ?? null,
    wishes,
    answered:
      answers && reply
        ? {
            messageId: answers.messageId,
            arrival: answers.arrival,
            status: answers.dead ? 'dead' : 'done',
            reply,
          }
        : null,
  };
  const written = await (along
    ? inTransaction(db, async () => async (trx) => {
        const [done] = await writeTurns(trx, [write]);
        if (done) await along(trx);
        return done ?? null;
      })
    : retrying(() => writeGathered(write)));
  return written && { messages, wishes: wishes.length > 0, reply: reply ?? null, more: written.more };
};

/**
 * Commits; null when somebody else did first. On success tells open streams where the conversation stands and what
 * nobody is being answered with, and starts performing wishes.
 */
export const commitAndTell = async (
  runner: Runner,
  row: ConversationRow,
  what: Commit,
): Promise<Committed | null> => {
  const committed = await commit(runner, row, what);
  if (!committed) return null;
  const heard = what.answers?.heard ?? false;
  runner.live.publish({
    conversationId: row.id,
    turn: row.turn + 1,
    messages: heard ? [] : committed.messages.filter((message) => message.sender !== 'person'),
  });
  if (committed.wishes) runner.perform(row.workspaceId, row.id);
  return committed;
};
