/** Tells open event streams of a conversation that something new was committed. */
import type { MessageRecord } from './message-record.ts';

export type News = {
  readonly messages: readonly MessageRecord[];
  /** The committed turn's status and awaiting may have changed: streams read them afresh. */
  readonly conversationId: string;
};

export type Listener = {
  hear(news: News): void;
  /** The server stops: there will be no more news. */
  end(): void;
};

export type Live = {
  publish(news: News): void;
  /** Tells `listener` news of this conversation until the returned function is called. */
  subscribe(conversationId: string, listener: Listener): () => void;
  /** Ends everybody who listens; whoever comes later is ended at once. */
  endAll(): void;
  /** How many streams are open, for metrics and limits. */
  count(): number;
};

export const makeLive = (): Live => {
  const listeners = new Map<string, Set<Listener>>();
  let open = 0;
  let ended = false;
  return {
    publish: (news) => {
      for (const listener of listeners.get(news.conversationId) ?? []) listener.hear(news);
    },
    subscribe: (conversationId, listener) => {
      const group = listeners.get(conversationId) ?? new Set();
      listeners.set(conversationId, group.add(listener));
      open += 1;
      if (ended) listener.end();
      return () => {
        if (!group.delete(listener)) return;
        open -= 1;
        if (group.size === 0) listeners.delete(conversationId);
      };
    },
    endAll: () => {
      ended = true;
      for (const group of listeners.values()) for (const listener of [...group]) listener.end();
    },
    count: () => open,
  };
};
