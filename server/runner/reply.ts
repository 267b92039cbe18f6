/** What a turn answers, kept with the message it answers so that the same message gets the same answer again. */
import type { Awaiting } from '@sluice/core/interpreter/awaiting';
import type { Effect } from '@sluice/core/interpreter/effect';
import { redirectOf } from '@sluice/platforms/website/outbound';
import type { MessageRecord } from './message-record.ts';

export type ReplyStatus =
  | 'waiting'
  | 'completed'
  | 'handed-off'
  | 'failed'
  | 'abandoned'
  | 'inactive'
  | 'none';

export type Reply = {
  readonly messages: readonly MessageRecord[];
  readonly awaiting: Awaiting | null;
  readonly status: ReplyStatus;
  readonly redirect?: { readonly url: string; readonly newTab: boolean };
};

/** A message that is kept but that the flow does not see. */
export const keptReply = (status: ReplyStatus): Reply => ({ messages: [], awaiting: null, status });

/** Where a turn sends the person, ready to be spread into a reply. */
export const redirectIn = (effects: readonly Effect[]): Pick<Reply, 'redirect'> => {
  const redirect = redirectOf(effects);
  return redirect === undefined ? {} : { redirect };
};

/** Dates come back from JSON as text. */
export const storedReply = (json: unknown): Reply => {
  const reply = json as Reply; // only written by us, from a Reply
  return { ...reply, messages: reply.messages.map((message) => ({ ...message, at: new Date(message.at) })) };
};
