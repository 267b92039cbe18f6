/** The website protocol over fetch: every call answers a value, also when the network or the server fails. */
import type { Opening, OpeningAnswer, PersonMessage, TurnAnswer } from '@sluice/platforms/website/protocol';
import { eventReader, type StreamEvent } from './event-stream.ts';

const PATIENCE_MS = 60_000;

/** `status` 0: the server was not reached, or its answer was cut off. */
export type Failure = { readonly ok: false; readonly status: number; readonly waitMs: number };
export type Reply<T> = { readonly ok: true; readonly value: T } | Failure;

export type Transport = {
  open(opening: Opening): Promise<Reply<OpeningAnswer>>;
  send(conversation: string, token: string, message: PersonMessage): Promise<Reply<TurnAnswer>>;
  /**
   * Listens until the stream ends, fails or `signal` aborts.
   * @param last the id of the last event that came by a stream or in the transcript
   * @returns the HTTP status of the answer; 0 when there was none
   */
  listen(
    conversation: string,
    token: string,
    last: string | null,
    signal: AbortSignal,
    heard: (event: StreamEvent | null) => void,
  ): Promise<number>;
};

/** True when the same call may succeed later: not reached, too many, or the server's own trouble. */
export const passing = (failure: Failure): boolean =>
  failure.status === 0 || failure.status === 408 || failure.status === 429 || failure.status >= 500;

/** @param base where the server is, with a slash at its end */
export const createTransport = (base: string, key: string, fetcher: typeof fetch): Transport => {
  const root = `${base}website/${encodeURIComponent(key)}/conversations`;

  const post = async <T>(url: string, body: unknown, token?: string): Promise<Reply<T>> => {
    try {
      const response = await fetcher(url, {
        method: 'POST',
        credentials: 'omit',
        headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      // Our own server's answer: the protocol's types are its contract.
      if (response.ok) return { ok: true, value: (await response.json()) as T };
      const seconds = Number(response.headers.get('retry-after'));
      return { ok: false, status: response.status, waitMs: seconds > 0 ? seconds * 1000 : 0 };
    } catch {
      return { ok: false, status: 0, waitMs: 0 };
    }
  };

  return {
    open: (opening) => post(root, opening),
    send: (conversation, token, message) =>
      post(`${root}/${encodeURIComponent(conversation)}/messages`, message, token),
    async listen(conversation, token, last, signal, heard) {
      try {
        const response = await fetcher(`${root}/${encodeURIComponent(conversation)}/events`, {
          credentials: 'omit',
          cache: 'no-store',
          headers: {
            accept: 'text/event-stream',
            authorization: `Bearer ${token}`,
            ...(last !== null && { 'last-event-id': last }),
          },
          signal,
        });
        if (!response.ok || !response.body) return response.status;
        const read = eventReader();
        const letters = new TextDecoder();
        const reader = response.body.getReader();
        for (;;) {
          const { done, value } = await reader.read();
          if (done) return response.status;
          heard(null); // a sign of life, whatever it says
          for (const event of read(letters.decode(value, { stream: true }))) heard(event);
        }
      } catch {
        return 0;
      }
    },
  };
};
