import { expect, it } from 'vitest';
import type { StreamEvent } from './event-stream.ts';
import { createTransport, passing } from './transport.ts';

type Call = { readonly url: string; readonly init: RequestInit };

const fake = (...answers: readonly (Response | Error)[]) => {
  const calls: Call[] = [];
  const fetcher = async (url: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    calls.push({ url: String(url), init });
    const answer = answers[calls.length - 1] ?? new Error('no more answers');
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { calls, transport: createTransport('https://bot.example/', 'k 1', fetcher) };
};
const json = (status: number, body: unknown, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), { status, headers });
const header = (call: Call | undefined, name: string): string | null =>
  new Headers(call?.init.headers).get(name);

it('opens a conversation with what is known of the visitor', async () => {
  const { calls, transport } = fake(json(201, { visitor: 't', conversation: null }));
  expect(await transport.open({ visitor: 'old', restart: true })).toEqual({
    ok: true,
    value: { visitor: 't', conversation: null },
  });
  expect(calls[0]?.url).toBe('https://bot.example/website/k%201/conversations');
  expect(JSON.parse(String(calls[0]?.init.body))).toEqual({ visitor: 'old', restart: true });
  expect(calls[0]?.init.credentials).toBe('omit');
});

it('sends a message with the visitor token and its own id', async () => {
  const { calls, transport } = fake(json(200, { messages: [], awaiting: null, status: 'completed' }));
  await transport.send('c1', 'tok', { id: 'x', text: 'hi' });
  expect(calls[0]?.url).toBe('https://bot.example/website/k%201/conversations/c1/messages');
  expect(header(calls[0], 'authorization')).toBe('Bearer tok');
  expect(JSON.parse(String(calls[0]?.init.body))).toEqual({ id: 'x', text: 'hi' });
});

it('tells what may pass from what will not', async () => {
  const { transport } = fake(
    new Error('offline'),
    json(429, {}, { 'retry-after': '7' }),
    json(503, {}),
    json(409, {}),
    json(401, {}),
    new Response('{"cut', { status: 200 }),
  );
  const replies = [];
  for (let index = 0; index < 6; index++) replies.push(await transport.send('c1', 't', { id: 'x' }));
  expect(replies).toEqual([
    { ok: false, status: 0, waitMs: 0 },
    { ok: false, status: 429, waitMs: 7000 },
    { ok: false, status: 503, waitMs: 0 },
    { ok: false, status: 409, waitMs: 0 },
    { ok: false, status: 401, waitMs: 0 },
    { ok: false, status: 0, waitMs: 0 },
  ]);
  expect(replies.map((reply) => !reply.ok && passing(reply))).toEqual([true, true, true, false, false, true]);
});

it('hears events with the bearer token, from where it left, through cut letters', async () => {
  const bytes = new TextEncoder().encode('id: 4\nevent: message\ndata: "grüß"\n\n');
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const byte of bytes) controller.enqueue(new Uint8Array([byte]));
      controller.close();
    },
  });
  const { calls, transport } = fake(new Response(body));
  const heard: StreamEvent[] = [];
  const status = await transport.listen('c1', 'tok', '3', new AbortController().signal, (event) => {
    if (event) heard.push(event);
  });
  expect(status).toBe(200);
  expect(heard).toEqual([{ id: '4', event: 'message', data: '"grüß"' }]);
  expect(header(calls[0], 'last-event-id')).toBe('3');
  expect(header(calls[0], 'authorization')).toBe('Bearer tok');
});

it('says why a stream did not begin', async () => {
  const { calls, transport } = fake(json(404, {}), new Error('down'));
  const never = new AbortController().signal;
  expect(await transport.listen('c1', 't', null, never, () => {})).toBe(404);
  expect(header(calls[0], 'last-event-id')).toBeNull();
  expect(await transport.listen('c1', 't', null, never, () => {})).toBe(0);
});
