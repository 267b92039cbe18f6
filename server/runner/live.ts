/** Tells open event streams of a conversation that something new was committed. */
import type { MessageRecord } from './message-record.ts';

export type News = {
  readonly messages: readonly MessageRecord[];
  /** The committed turn's status and awaiting may have changed: streams read them afresh. */
  readonly conversationId: string;
};

export type Live = {
  publish(news: News): void;
  /** Calls `hear` for news of this conversation until the returned function is called. */
  subscribe(conversationId: string, hear: (news: News) => void): () => void;
  /** How many streams are open, for metrics and limits. */
  count(): number;
};

export const makeLive = (): Live => {
  const listeners = new Map<string, Set<(news: News) => void>>();
  let open = 0;
  return {
    publish: (news) => {
      for (const hear of listeners.get(news.conversationId) ?? []) hear(news);
    },
    subscribe: (conversationId, hear) => {
      const group = listeners.get(conversationId) ?? new Set();
      listeners.set(conversationId, group.add(hear));
      open += 1;
      return () => {
        if (!group.delete(hear)) return;
        open -= 1;
        if (group.size === 0) listeners.delete(conversationId);
      };
    },
    count: () => open,
  };
};
