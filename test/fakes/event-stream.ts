/** Reads a conversation's events as a browser does: a fetch stream with the Bearer header. */

export type StreamEvent = {
  readonly id: string;
  readonly event: string;
  readonly data: Readonly<Record<string, unknown>>;
};

export type EventStream = {
  readonly status: number;
  /** All that came so far. */
  readonly events: readonly StreamEvent[];
  /** Resolves when this many messages have come. */
  messages(count: number): Promise<readonly StreamEvent[]>;
  /** Resolves when a status like this has been told. */
  standing(status: string): Promise<StreamEvent>;
  close(): Promise<void>;
};

export const listenTo = async (url: string, visitor: string, lastEventId?: string): Promise<EventStream> => {
  const stopping = new AbortController();
  const response = await fetch(url, {
    headers: {
      authorization: `Bearer ${visitor}`,
      ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
    },
    signal: stopping.signal,
  });
  const events: StreamEvent[] = [];
  const waiting = new Set<() => void>();
  // Stopping it rejects the read: that is how a stream ends here.
  const reading = read(response, (more) => {
    events.push(...more);
    for (const look of waiting) look();
  }).catch(() => undefined);
  const until = <T>(find: () => T | undefined): Promise<T> =>
    new Promise((resolve) => {
      const look = (): void => {
        const found = find();
        if (found === undefined) return;
        waiting.delete(look);
        resolve(found);
      };
      waiting.add(look);
      look();
    });
  return {
    status: response.status,
    events,
    messages: (count) =>
      until(() => {
        const come = events.filter(({ event }) => event === 'message');
        return come.length >= count ? come : undefined;
      }),
    standing: (status) =>
      until(() => events.find(({ event, data }) => event === 'status' && data.status === status)),
    close: async () => {
      stopping.abort();
      await reading;
    },
  };
};

const read = async (response: Response, heard: (events: readonly StreamEvent[]) => void): Promise<void> => {
  let rest = '';
  const decoder = new TextDecoder();
  for await (const piece of response.body ?? []) {
    const parts = (rest + decoder.decode(piece, { stream: true })).split('\n\n');
    rest = parts.pop() ?? '';
    heard(parts.map(eventIn).filter((event) => event !== null));
  }
};

/** Null for a comment. */
const eventIn = (text: string): StreamEvent | null => {
  const fields = Object.fromEntries(
    text.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
  );
  return fields.data === undefined
    ? null
    : { id: fields.id ?? '', event: fields.event ?? '', data: JSON.parse(fields.data) };
};
