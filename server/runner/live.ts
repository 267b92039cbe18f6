/** Tells open event streams of a conversation that something new was committed, on this node and on all others. */
import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import type { Notices, Troubles } from '../db/notices.ts';
import type { MessageRecord } from './message-record.ts';
import { newsLine } from './news-line.ts';

export type News = {
  readonly messages: readonly MessageRecord[];
  /** The committed turn's status and awaiting may have changed: streams read them afresh. */
  readonly conversationId: string;
};

/** What another node wrote is only numbered: whoever needs the messages reads them. */
export type Elsewhere = { readonly first: number; readonly last: number };

/** What a stream hears. */
export type Heard = { readonly messages: readonly MessageRecord[]; readonly elsewhere: Elsewhere | null };

export type Listener = {
  hear(heard: Heard): void;
  /** The server stops: there will be no more news. */
  end(): void;
};

export type Live = {
  publish(news: News): void;
  /** A deployment stopped or goes on: streams of its conversations read afresh where they stand. */
  switched(workspaceId: string, deploymentId: string): Promise<void>;
  /** Tells `listener` news of this conversation until the returned function is called. */
  subscribe(conversationId: string, listener: Listener): () => void;
  /** Tells the other nodes at once what they have not been told yet. */
  flush(): void;
  /** Ends everybody who listens; whoever comes later is ended at once. */
  endAll(): void;
  /** How many streams are open on this node, of all conversations or of one: for metrics and limits. */
  count(conversationId?: string): number;
};

type Tools = { readonly db: Db; readonly notices: Notices; readonly log: Troubles };

export const makeLive = ({ db, notices, log }: Tools): Live => {
  const listeners = new Map<string, Set<Listener>>();
  let open = 0;
  let ended = false;
  const tellHere = (conversationId: string, heard: Heard): void => {
    for (const listener of listeners.get(conversationId) ?? []) listener.hear(heard);
  };
  const switchedHere = async (workspaceId: string, deploymentId: string): Promise<void> => {
    const watched = [...listeners.keys()];
    if (watched.length === 0) return;
    const { rows } = await sql<{ id: string }>`
      select id from conversations where workspace_id = ${workspaceId} and deployment_id = ${deploymentId}
        and id in (${sql.join(watched)})`.execute(db);
    for (const { id } of rows) tellHere(id, STANDING);
  };

  const line = newsLine(notices, (id, elsewhere) => tellHere(id, { messages: [], elsewhere }));
  notices.hear('deployment-switched', (text) => {
    const [workspaceId = '', deploymentId = ''] = text.split(' ');
    switchedHere(workspaceId, deploymentId).catch((error: unknown) =>
      log.warn({ err: error, deployment: deploymentId }, 'open streams could not be told'),
    );
  });
  // Whatever was said while nobody could hear it: every stream catches up, as after a connection of its own broke.
  notices.missed(() => {
    for (const id of listeners.keys()) tellHere(id, { messages: [], elsewhere: EVERYTHING });
  });

  return {
    publish: (news) => {
      tellHere(news.conversationId, { messages: news.messages, elsewhere: null });
      line.tell(news);
    },
    switched: async (workspaceId, deploymentId) => {
      notices.tell('deployment-switched', `${workspaceId} ${deploymentId}`);
      await switchedHere(workspaceId, deploymentId);
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
    flush: line.flush,
    endAll: () => {
      ended = true;
      for (const group of listeners.values()) for (const listener of [...group]) listener.end();
    },
    count: (conversationId) =>
      conversationId === undefined ? open : (listeners.get(conversationId)?.size ?? 0),
  };
};

const STANDING: Heard = { messages: [], elsewhere: null };
const EVERYTHING: Elsewhere = { first: 1, last: Number.MAX_SAFE_INTEGER };
