/** Commits one change of a conversation in one transaction, guarded by the turn counter. */

import type { Instant } from '@sluice/core/instant';
import type { Effect } from '@sluice/core/interpreter/effect';
import type { Input } from '@sluice/core/interpreter/input';
import type { State } from '@sluice/core/interpreter/state';
import type { Problem } from '@sluice/core/problem';
import type { Db } from '../db/database.ts';
import type { Services } from '../services.ts';
import type { ConversationRow, RowStatus } from './conversation-row.ts';
import type { Deadline } from './deadline.ts';
import type { MessageRecord, NewMessage } from './message-record.ts';
import type { Reply } from './reply.ts';
import { inTransaction } from './retry.ts';
import type { Runner } from './turn.ts';
import { hasWishes, writeMessages, writeTurn } from './turn-record.ts';

export type Commit = {
  readonly now: Instant;
  /** Left out: unchanged. */
  readonly status?: RowStatus;
  readonly state?: State;
  /** Left out: unchanged; null: none. */
  readonly deadline?: Deadline | null;
  readonly messages?: readonly NewMessage[];
  /** Present when the flow took a turn. */
  readonly turn?: { readonly input: Input; readonly effects: readonly Effect[] };
  readonly problem?: Problem;
  /** Done in the same transaction. */
  readonly along?: (trx: Db) => Promise<void>;
  /** The inbox message this answers; its reply gets the bot's messages of this commit. */
  readonly answers?: {
    readonly messageId: string;
    readonly reply: Omit<Reply, 'messages'>;
    readonly dead?: boolean;
    /** The sender waits for the answer. */
    readonly heard: boolean;
  };
};

const ENDED: ReadonlySet<string> = new Set(['completed', 'failed', 'abandoned']);

/**
 * Writes everything or nothing. Null when somebody else committed since `row` was read: read again and decide anew.
 * Otherwise the messages as they were numbered.
 */
const commit = (
  { db, random }: Pick<Services, 'db' | 'random'>,
  row: ConversationRow,
  what: Commit,
): Promise<readonly MessageRecord[] | null> =>
  inTransaction(db, async () => async (trx) => {
    const at = new Date(what.now);
    const messages = (what.messages ?? []).map((message, index) => ({
      ...message,
      seq: row.lastSeq + 1 + index,
      at,
    }));
    const status = what.status ?? row.status;
    const failure = what.problem ?? what.state?.problem;
    const updated = await trx
      .updateTable('conversations')
      .set({
        turn: row.turn + 1,
        last_seq: row.lastSeq + messages.length,
        touched_at: at,
        status,
        ...(what.state ? { state: JSON.stringify(what.state), outcome: what.state.outcome ?? null } : {}),
        ...(what.deadline === undefined
          ? {}
          : { due_at: what.deadline?.at ?? null, due_kind: what.deadline?.kind ?? null, due_tries: 0 }),
        ...(failure ? { problem: JSON.stringify(failure) } : {}),
        ...(ENDED.has(status) && !ENDED.has(row.status) ? { ended_at: at } : {}),
      })
      .where('workspace_id', '=', row.workspaceId)
      .where('id', '=', row.id)
      .where('turn', '=', row.turn)
      .executeTakeFirst();
    if (updated.numUpdatedRows === 0n) return null;
    const key = { workspace_id: row.workspaceId, conversation_id: row.id };
    await writeMessages(trx, key, row.turn + 1, messages);
    if (what.turn) {
      await writeTurn(trx, random, {
        workspaceId: row.workspaceId,
        conversationId: row.id,
        personId: row.personId,
        n: row.turn + 1,
        at,
        ...what.turn,
      });
    }
    if (what.answers) {
      const { messageId, reply, dead } = what.answers;
      const said = messages.filter((message) => message.sender === 'bot');
      await trx
        .updateTable('inbox')
        .set({ status: dead ? 'dead' : 'done', reply: JSON.stringify({ ...reply, messages: said }) })
        .where('workspace_id', '=', row.workspaceId)
        .where('conversation_id', '=', row.id)
        .where('message_id', '=', messageId)
        .execute();
    }
    await what.along?.(trx);
    return messages;
  });

/**
 * Commits; false when somebody else did first. On success tells open streams where the conversation stands and what
 * nobody is being answered with, and starts performing wishes.
 */
export const commitAndTell = async (runner: Runner, row: ConversationRow, what: Commit): Promise<boolean> => {
  const written = await commit(runner, row, what);
  if (!written) return false;
  const heard = what.answers?.heard ?? false;
  runner.live.publish({
    conversationId: row.id,
    messages: heard ? [] : written.filter((message) => message.sender !== 'person'),
  });
  if (what.turn && hasWishes(what.turn.effects)) runner.perform(row.workspaceId, row.id);
  return true;
};
