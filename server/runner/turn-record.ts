/** Writes a turn in the caller's transaction: what came in, what was asked for, and the wishes for the world. */
import type { Effect } from '@sluice/core/interpreter/effect';
import type { Input } from '@sluice/core/interpreter/input';
import type { Db } from '../db/database.ts';
import type { Random } from '../random.ts';
import type { MessageRecord } from './message-record.ts';

export type TurnRecord = {
  readonly workspaceId: string;
  readonly conversationId: string;
  readonly personId: string;
  /** The conversation's commit counter after this turn, from 1. */
  readonly n: number;
  readonly at: Date;
  readonly input: Input;
  readonly effects: readonly Effect[];
};

/** Effects that are performed after the commit, from the outbox. What is said is stored as messages instead. */
const isWish = (effect: Effect): boolean => effect.type === 'tag' || effect.type === 'attribute';

/** Most turns wish for nothing: then nobody needs to look into the outbox. */
export const hasWishes = (effects: readonly Effect[]): boolean => effects.some(isWish);

export const writeTurn = async (trx: Db, random: Random, record: TurnRecord): Promise<void> => {
  const key = { workspace_id: record.workspaceId, conversation_id: record.conversationId };
  await trx
    .insertInto('turns')
    .values({
      ...key,
      n: record.n,
      input: JSON.stringify(record.input),
      effects: JSON.stringify(record.effects),
      at: record.at,
    })
    .execute();
  const wishes = record.effects.map((effect, n) => ({ effect, n })).filter(({ effect }) => isWish(effect));
  if (wishes.length > 0) {
    await trx
      .insertInto('outbox')
      .values(
        wishes.map(({ effect, n }) => ({
          ...key,
          id: random.id('wish'),
          person_id: record.personId,
          turn: record.n,
          n,
          effect: JSON.stringify(effect),
          status: 'pending' as const,
          due_at: record.at,
          problem: null,
        })),
      )
      .execute();
  }
};

export const writeMessages = async (
  trx: Db,
  key: { readonly workspace_id: string; readonly conversation_id: string },
  turn: number,
  messages: readonly MessageRecord[],
): Promise<void> => {
  if (messages.length === 0) return;
  await trx
    .insertInto('messages')
    .values(
      messages.map((message) => ({
        ...key,
        seq: message.seq,
        turn,
        sender: message.sender,
        type: message.type,
        markdown: message.markdown,
        media: message.media === null ? null : JSON.stringify(message.media),
        author: message.author,
        at: message.at,
      })),
    )
    .execute();
};
