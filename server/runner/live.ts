/** Tells open event streams of a conversation that something new was committed, on this node and on all others. */
import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import type { Notices, Troubles } from '../db/notices.ts';
import type { MessageRecord } from './message-record.ts';

export type News = {
  readonly messages: readonly MessageRecord[];
  /** The committed turn's status and awaiting may have changed: streams read them afresh. */
  readonly conversationId: string;
};

/** What a stream hears. Messages that another node wrote are only numbered: whoever needs them reads them. */
export type Heard = {
  readonly messages: readonly MessageRecord[];
  readonly elsewhere: { readonly first: number; readonly last: number } | null;
};

export type Live = {
  publish(news: News): void;
  /** A deployment stopped or goes on: streams of its conversations read afresh where they stand. */
  switched(workspaceId: string, deploymentId: string): Promise<void>;
  /** Calls `hear` for news of this conversation until the returned function is called. */
  subscribe(conversationId: string, hear: (heard: Heard) => void): () => void;
  /** How many streams are open on this node, for metrics and limits. */
  count(): number;
};

type Tools = { readonly db: Db; readonly notices: Notices; readonly log: Troubles };

/** News of many turns travel in one notice: each costs the database a lock that all of them share. */
const GATHER_MS = 10;
/** A notice holds at most 8,000 bytes. */
const MOST_TEXT = 7_500;

export const makeLive = ({ db, notices, log }: Tools): Live => {
  const listeners = new Map<string, Set<(heard: Heard) => void>>();
  let open = 0;
  const tellHere = (conversationId: string, heard: Heard): void => {
    for (const hear of listeners.get(conversationId) ?? []) hear(heard);
  };
  const switchedHere = async (workspaceId: string, deploymentId: string): Promise<void> => {
    const watched = [...listeners.keys()];
    if (watched.length === 0) return;
    const { rows } = await sql<{ id: string }>`
      select id from conversations where workspace_id = ${workspaceId} and deployment_id = ${deploymentId}
        and id in (${sql.join(watched)})`.execute(db);
    for (const { id } of rows) tellHere(id, STANDING);
  };

  let gathered: string[] = [];
  const send = (): void => {
    const all = gathered;
    gathered = [];
    let text = '';
    for (const entry of all) {
      if (text.length + entry.length > MOST_TEXT) {
        notices.tell('conversations', text);
        text = '';
      }
      text += text === '' ? entry : ` ${entry}`;
    }
    notices.tell('conversations', text);
  };
  const tellElsewhere = ({ conversationId, messages }: News): void => {
    const [first, last] = [messages[0], messages.at(-1)];
    if (gathered.length === 0) setTimeout(send, GATHER_MS);
    gathered.push(first && last ? `${conversationId}:${first.seq}-${last.seq}` : conversationId);
  };

  notices.hear('conversations', (text) => {
    for (const entry of text.split(' ')) {
      const [id = '', first, last] = entry.split(/[:-]/);
      tellHere(
        id,
        first && last ? { messages: [], elsewhere: { first: Number(first), last: Number(last) } } : STANDING,
      );
    }
  });
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
      tellElsewhere(news);
    },
    switched: async (workspaceId, deploymentId) => {
      notices.tell('deployment-switched', `${workspaceId} ${deploymentId}`);
      await switchedHere(workspaceId, deploymentId);
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

const STANDING: Heard = { messages: [], elsewhere: null };
const EVERYTHING = { first: 1, last: Number.MAX_SAFE_INTEGER };
