/** What nodes on one database tell each other: short texts by LISTEN and NOTIFY, late or lost only when it says so. */
import { Client, type ClientConfig } from 'pg';

/** What goes wrong while it runs: the server's log. */
export type Troubles = { warn(about: object, text: string): void };

/** `channel-changed` is written by the database itself (see the migrations), in the transaction of the change. */
export type Topic = 'channel-changed' | 'conversations' | 'deployment-switched' | 'key-revoked';

export type Notices = {
  /** Tells every other node, after at most a few milliseconds. Never throws: what cannot be told is logged. */
  tell(topic: Topic, text: string): void;
  /** Calls `heard` for what other nodes (and for `channel-changed` this one, too) say. */
  hear(topic: Topic, heard: (text: string) => void): void;
  /** Calls `again` when the line was down and is up: anything may have been said meanwhile. Also when it first stands. */
  missed(again: () => void): void;
  /** Begins to listen; resolves when the line stands, or could not be made at once and is tried again. */
  start(): Promise<void>;
  close(): Promise<void>;
};

/** The embedded database has one process: whoever would listen is the one who speaks. */
export const nobodyElse: Notices = {
  tell: () => undefined,
  hear: () => undefined,
  missed: () => undefined,
  start: async () => undefined,
  close: async () => undefined,
};

const CHANNEL = 'sluice';
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 2_000;
/** A line that says nothing for this long is asked whether it still stands: a cut cable does not announce itself. */
const HEARTBEAT_MS = 5_000;
const PATIENCE_MS = 3_000;

type Options = {
  readonly connection: ClientConfig;
  /** Sends one text to all who listen on `channel`. */
  readonly notify: (channel: string, text: string) => Promise<unknown>;
  /** Marks what this node said itself. */
  readonly node: string;
  readonly log: Troubles;
};

/** One connection of its own that only listens, made again whenever it breaks. */
export const postgresNotices = ({ connection, notify, node, log }: Options): Notices => {
  const hearers = new Map<string, ((text: string) => void)[]>();
  const missers: (() => void)[] = [];
  let closed = false;
  let started: Promise<void> | null = null;
  let line: Client | null = null;
  let beat: NodeJS.Timeout | undefined;
  let retry: NodeJS.Timeout | undefined;
  let pause = FIRST_PAUSE_MS;
  const sending = new Set<Promise<unknown>>();

  const hear = (payload: string | undefined): void => {
    const [from, topic, text] = split(payload ?? '');
    if (from === node) return;
    for (const heard of hearers.get(topic) ?? []) heard(text);
  };

  const down = (client: Client, error: unknown): void => {
    if (line !== client) return;
    line = null;
    clearInterval(beat);
    client.end().catch(() => undefined);
    if (closed) return;
    log.warn({ err: error }, 'the line to the other nodes is down');
    retry = setTimeout(() => void connect(), pause * (0.5 + Math.random()));
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
  };

  const connect = async (): Promise<void> => {
    const client = new Client({
      ...connection,
      application_name: 'sluice notices',
      connectionTimeoutMillis: PATIENCE_MS,
      query_timeout: PATIENCE_MS,
    });
    line = client;
    client.on('error', (error) => down(client, error));
    client.on('end', () => down(client, new Error('the connection ended')));
    client.on('notification', ({ payload }) => hear(payload));
    try {
      await client.connect();
      await client.query(`listen ${CHANNEL}`);
    } catch (error) {
      down(client, error);
      return;
    }
    if (closed || line !== client) {
      client.end().catch(() => undefined);
      return;
    }
    pause = FIRST_PAUSE_MS;
    beat = setInterval(
      () => void client.query('select 1').catch((error) => down(client, error)),
      HEARTBEAT_MS,
    );
    beat.unref();
    for (const again of missers) again();
  };

  return {
    tell: (topic, text) => {
      if (closed) return;
      const sent = notify(CHANNEL, `${node} ${topic} ${text}`)
        .catch((error: unknown) => log.warn({ err: error, topic }, 'the other nodes could not be told'))
        .finally(() => sending.delete(sent));
      sending.add(sent);
    },
    hear: (topic, heard) => {
      hearers.set(topic, [...(hearers.get(topic) ?? []), heard]);
    },
    missed: (again) => {
      missers.push(again);
    },
    start: () => {
      started ??= connect();
      return started;
    },
    close: async () => {
      closed = true;
      clearTimeout(retry);
      clearInterval(beat);
      const last = line;
      line = null;
      await Promise.all([...sending, last?.end().catch(() => undefined)]);
    },
  };
};

/** "node topic text"; the text may hold spaces. */
const split = (payload: string): [string, string, string] => {
  const first = payload.indexOf(' ');
  const second = payload.indexOf(' ', first + 1);
  return [payload.slice(0, first), payload.slice(first + 1, second), payload.slice(second + 1)];
};
