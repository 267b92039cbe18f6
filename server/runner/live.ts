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
  /** The conversation's turn counter after the commit. */
  readonly turn: number;
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

/** Which conversation a stream is of, and its turn counter when the stream last knew everything. */
export type Watched = {
  readonly workspaceId: string;
  readonly conversationId: string;
  readonly turn: number;
};

export type Live = {
  publish(news: News): void;
  /** A deployment stopped or goes on: streams of its conversations read afresh where they stand. */
  switched(workspaceId: string, deploymentId: string): Promise<void>;
  /** Tells `listener` news of this conversation until the returned function is called. */
  subscribe(watched: Watched, listener: Listener): () => void;
  /** Has streams catch up whose conversation went on without news of it: whoever committed died before telling. */
  catchUp(): Promise<void>;
  /** Tells the other nodes at once what they have not been told yet. */
  flush(): void;
  /** Ends everybody who listens; whoever comes later is ended at once. */
  endAll(): void;
  /** How many streams are open on this node, of all conversations or of one: for metrics and limits. */
  count(conversationId?: string): number;
};

type Tools = { readonly db: Db; readonly notices: Notices; readonly log: Troubles };

export const makeLive = ({ db, notices, log }: Tools): Live => {
  const watching = new Map<string, Group>();
  let open = 0;
  let ended = false;
  const tellHere = (conversationId: string, heard: Heard): void => {
    for (const listener of watching.get(conversationId)?.listeners ?? []) listener.hear(heard);
  };
  /** News of one turn. When it is not the next one, news of those before it were lost: all of it is read. */
  const tellOfTurn = (conversationId: string, turn: number | null, heard: Heard): void => {
    const group = watching.get(conversationId);
    if (!group) return;
    const isGap = turn !== null && turn > group.turn + 1;
    group.turn = Math.max(group.turn, turn ?? 0);
    tellHere(conversationId, isGap ? { ...heard, elsewhere: EVERYTHING } : heard);
  };
  const switchedHere = async (workspaceId: string, deploymentId: string): Promise<void> => {
    if (watching.size === 0) return;
    const { rows } = await sql<{ id: string }>`
      select id from conversations where workspace_id = ${workspaceId} and deployment_id = ${deploymentId}
        and id in (${sql.join([...watching.keys()])})`.execute(db);
    for (const { id } of rows) tellHere(id, STANDING);
  };

  const line = newsLine(notices, (id, turn, elsewhere) => tellOfTurn(id, turn, { messages: [], elsewhere }));
  notices.hear('deployment-switched', (text) => {
    const [workspaceId = '', deploymentId = ''] = text.split(' ');
    switchedHere(workspaceId, deploymentId).catch((error: unknown) =>
      log.warn({ err: error, deployment: deploymentId }, 'open streams could not be told'),
    );
  });
  // Whatever was said while nobody could hear it: every stream catches up, as after a connection of its own broke.
  notices.missed(() => {
    for (const id of watching.keys()) tellHere(id, { messages: [], elsewhere: EVERYTHING });
  });

  return {
    publish: (news) => {
      tellOfTurn(news.conversationId, news.turn, { messages: news.messages, elsewhere: null });
      line.tell(news);
    },
    switched: async (workspaceId, deploymentId) => {
      notices.tell('deployment-switched', `${workspaceId} ${deploymentId}`);
      await switchedHere(workspaceId, deploymentId);
    },
    subscribe: ({ workspaceId, conversationId, turn }, listener) => {
      const group = watching.get(conversationId) ?? { workspaceId, turn, listeners: new Set() };
      watching.set(conversationId, group);
      group.listeners.add(listener);
      open += 1;
      if (ended) listener.end();
      return () => {
        if (!group.listeners.delete(listener)) return;
        open -= 1;
        if (group.listeners.size === 0) watching.delete(conversationId);
      };
    },
    catchUp: async () => {
      if (watching.size === 0) return;
      const known = [...watching].map(([id, { workspaceId, turn }]) => ({
        workspace_id: workspaceId,
        id,
        turn,
      }));
      const { rows } = await sql<{ id: string; turn: number }>`
        select c.id, c.turn from jsonb_to_recordset(${JSON.stringify(known)}::jsonb)
          as k (workspace_id text, id text, turn int)
        join conversations c on c.workspace_id = k.workspace_id and c.id = k.id and c.turn > k.turn`.execute(
        db,
      );
      for (const { id, turn } of rows) {
        const group = watching.get(id);
        // Its news may have come while we looked.
        if (!group || group.turn >= turn) continue;
        group.turn = turn;
        tellHere(id, { messages: [], elsewhere: EVERYTHING });
      }
    },
    flush: line.flush,
    endAll: () => {
      ended = true;
      for (const { listeners } of watching.values()) for (const listener of [...listeners]) listener.end();
    },
    count: (conversationId) =>
      conversationId === undefined ? open : (watching.get(conversationId)?.listeners.size ?? 0),
  };
};

/** The streams of one conversation, and the newest turn that they have heard of. */
type Group = { readonly workspaceId: string; turn: number; readonly listeners: Set<Listener> };

const STANDING: Heard = { messages: [], elsewhere: null };
const EVERYTHING: Elsewhere = { first: 1, last: Number.MAX_SAFE_INTEGER };
