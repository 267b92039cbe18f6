/** Reads a conversation's event stream as a widget does. */
import type { Message, StatusEvent } from '@sluice/platforms/website/protocol';
import type { Opened } from './shop.ts';

export type ReadEvent = {
  readonly id: string | null;
  readonly event: string;
  readonly data: Partial<Message & StatusEvent>;
};
export type EventReader = { readonly events: readonly ReadEvent[]; close(): void };

/** `opened` tells whose conversation; more headers may ask for what came after an event. */
export const readEvents = async (
  url: string,
  key: string,
  opened: Opened,
  headers: Readonly<Record<string, string>> = {},
): Promise<EventReader> => {
  const stop = new AbortController();
  const response = await fetch(`${url}/website/${key}/conversations/${opened.body.conversation.id}/events`, {
    headers: { authorization: `Bearer ${opened.body.visitor}`, ...headers },
    signal: stop.signal,
  });
  if (!response.body) throw new Error(`the stream answered ${response.status}`);
  const events: ReadEvent[] = [];
  const lines = async (body: ReadableStream<Uint8Array>): Promise<void> => {
    let rest = '';
    const decoder = new TextDecoder();
    for await (const chunk of body) {
      const blocks = (rest + decoder.decode(chunk, { stream: true })).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const event = parsed(block);
        if (event) events.push(event);
      }
    }
  };
  // It ends when the test closes it.
  lines(response.body).catch(() => undefined);
  return { events, close: () => stop.abort() };
};

const parsed = (block: string): ReadEvent | null => {
  const fields = new Map(
    block.split('\n').map((line): [string, string] => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon), line.slice(colon + 1).trim()];
    }),
  );
  const data = fields.get('data');
  if (data === undefined) return null;
  return { id: fields.get('id') ?? null, event: fields.get('event') ?? 'message', data: JSON.parse(data) };
};
