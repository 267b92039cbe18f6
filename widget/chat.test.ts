import type {
  ConversationView,
  Message,
  Opening,
  OpeningAnswer,
  PersonMessage,
  TurnAnswer,
} from '@sluice/platforms/website/protocol';
import { expect, it } from 'vitest';
import { createChat, type World } from './chat.ts';
import type { StreamEvent } from './event-stream.ts';
import type { Host } from './host.ts';
import { begin } from './store.ts';
import type { Failure, Reply, Transport } from './transport.ts';

const bot = { title: 'Acme', greeting: '', theme: {}, resumes: false };
const message = (id: string, from: Message['from'] = 'bot'): Message => ({
  id,
  from,
  type: 'message',
  markdown: id,
  at: `2026-03-10T14:18:00.00${id.slice(-1)}Z`,
});
const view = (more: Partial<ConversationView> = {}): ConversationView => ({
  id: 'c1',
  messages: [message('m1')],
  awaiting: { type: 'input', kind: 'text', required: true },
  status: 'waiting',
  ...more,
});
const turn = (...messages: readonly Message[]): Reply<TurnAnswer> => ({
  ok: true,
  value: { messages, awaiting: null, status: 'handed-off' },
});
const failed = (status: number, waitMs = 0): Failure => ({ ok: false, status, waitMs });

/** A chat with a scripted server and a clock that is wound by hand. */
const stage = (
  more: { opens?: readonly Reply<OpeningAnswer>[]; turns?: readonly Reply<TurnAnswer>[] } = {},
) => {
  const opened: Opening[] = [];
  const sent: PersonMessage[] = [];
  const events: string[] = [];
  const streams: {
    last: string | null;
    end: (status: number) => void;
    hear: (event: StreamEvent | null) => void;
  }[] = [];
  const timers: { ms: number; then: () => void }[] = [];
  const opening: Reply<OpeningAnswer> = { ok: true, value: { visitor: 't2', conversation: view() } };
  const transport: Transport = {
    open: async (asked) => {
      opened.push(asked);
      return more.opens?.[opened.length - 1] ?? opening;
    },
    send: async (_conversation, _token, body) => {
      sent.push(body);
      return more.turns?.[sent.length - 1] ?? turn();
    },
    listen: (_conversation, _token, last, signal, hear) =>
      new Promise((end) => {
        streams.push({ last, end, hear });
        signal.addEventListener('abort', () => end(0));
      }),
  };
  let token = 't1';
  const host: Host = {
    base: '',
    key: 'k',
    token: () => token,
    keep: (value) => {
      token = value;
    },
    opening: () => ({ visitor: token }),
    emit: (event) => events.push(event),
  };
  const world: World = {
    now: () => Date.parse('2026-03-10T14:18:01.000Z'),
    random: () => 0.5,
    after(ms, then) {
      const timer = { ms, then };
      timers.push(timer);
      return () => void timers.splice(timers.indexOf(timer), timers.includes(timer) ? 1 : 0);
    },
    newId: () => `own${sent.length}`,
  };
  const settle = async (): Promise<void> => {
    for (let turns = 0; turns < 30; turns++) await Promise.resolve();
  };
  return {
    chat: createChat(begin(bot, true), host, transport, world),
    opened,
    sent,
    events,
    streams,
    settle,
    /** The pauses asked for; the long watch over a silent stream apart. */
    pauses: () => timers.filter(({ ms }) => ms < 60_000).map(({ ms }) => ms),
    async elapse() {
      const due = timers.filter(({ ms }) => ms < 60_000);
      for (const timer of due) timers.splice(timers.indexOf(timer), 1);
      for (const timer of due) timer.then();
      await settle();
    },
  };
};

it('opens, keeps the newest token, and says that a conversation began', async () => {
  const { chat, opened, events, settle } = stage();
  chat.open();
  await settle();
  expect(opened).toEqual([{ visitor: 't1' }]);
  expect(chat.state().entries.map(({ id }) => id)).toEqual(['m1']);
  expect(events).toEqual(['opened', 'conversation-started']);
});

it('tries a message again with the same id, waiting longer each time, and takes one answer', async () => {
  const { chat, sent, settle, pauses, elapse } = stage({
    turns: [failed(0), failed(503), failed(429, 9000), turn(message('m2'))],
  });
  chat.open();
  await settle();
  chat.send({ text: 'hi' }, 'hi');
  await settle();
  const waits: number[] = [];
  for (let tries = 0; tries < 3; tries++) {
    waits.push(...pauses());
    await elapse();
  }
  expect(waits).toEqual([1250, 2500, 9000]);
  expect(sent).toEqual(Array(4).fill({ id: 'own0', text: 'hi' }));
  expect(chat.state().entries.map(({ id }) => id)).toEqual(['m1', 'own0', 'm2']);
});

it('gives up after four tries; trying again by hand uses the id it had', async () => {
  const { chat, sent, settle, elapse } = stage({ turns: Array(4).fill(failed(0)) });
  chat.open();
  await settle();
  chat.send({ choice: 'a' }, 'Yes');
  for (let tries = 0; tries < 6; tries++) await elapse();
  expect(sent).toHaveLength(4);
  expect(chat.state().entries.at(-1)?.own?.delivery).toBe('lost');
  chat.retry('own0');
  await settle();
  expect(sent.at(-1)).toEqual({ id: 'own0', choice: 'a' });
  expect(chat.state().entries.at(-1)?.own?.delivery).toBe('sent');
});

it('sends lost messages when the network is back', async () => {
  const { chat, sent, settle } = stage({ turns: [failed(0)] });
  chat.open();
  await settle();
  chat.setOnline(false);
  chat.send({ text: 'hi' }, 'hi');
  await settle();
  expect(chat.state().entries.at(-1)?.own?.delivery).toBe('lost');
  chat.setOnline(true);
  await settle();
  expect(sent).toHaveLength(2);
  expect(chat.state().entries.at(-1)?.own?.delivery).toBe('sent');
});

it('ends when the server says that the conversation has ended', async () => {
  const { chat, events, settle } = stage({ turns: [failed(409)] });
  chat.open();
  await settle();
  chat.send({ text: 'hi' }, 'hi');
  await settle();
  expect(chat.state().status).toBe('completed');
  expect(chat.state().entries.at(-1)?.own?.delivery).toBe('refused');
  expect(events).toContain('conversation-ended');
});

it('starts over by one call that is never repeated by itself', async () => {
  const { chat, opened, events, settle, pauses } = stage({
    opens: [{ ok: true, value: { visitor: 't2', conversation: view() } }, failed(503)],
  });
  chat.open();
  await settle();
  chat.startOver();
  await settle();
  expect(opened[1]).toEqual({ visitor: 't2', restart: true });
  expect(chat.state().phase).toBe('unreachable');
  expect(pauses()).toEqual([]);
  chat.again();
  await settle();
  expect(opened[2]).toEqual({ visitor: 't2', restart: true });
  expect(events).toContain('conversation-ended');
});

it('takes the stream up after a gap from the last event, later each time, whatever happens meanwhile', async () => {
  const { chat, streams, settle, pauses, elapse } = stage();
  chat.open();
  await settle();
  expect(streams.map(({ last }) => last)).toEqual(['m1']);
  streams[0]?.hear({ id: 'm4', event: 'message', data: JSON.stringify(message('m4')) });
  streams[0]?.end(200);
  await settle();
  expect(pauses()).toEqual([1250]);
  chat.close(); // a change of the state must not hurry the next try
  await settle();
  expect(streams).toHaveLength(1);
  await elapse();
  expect(streams[1]?.last).toBe('m4');
  streams[1]?.end(503);
  await settle();
  expect(pauses()).toEqual([2500]);
});

it('does not ask again for a stream that is gone, nor while the page is hidden', async () => {
  const { chat, streams, settle, pauses } = stage();
  chat.open();
  await settle();
  chat.setVisible(false);
  await settle();
  chat.setVisible(true);
  await settle();
  expect(streams).toHaveLength(2);
  streams[1]?.end(404);
  await settle();
  chat.close();
  await settle();
  expect([streams.length, pauses()]).toEqual([2, []]);
});

it('says when nobody is there', async () => {
  const { chat, events, settle } = stage({
    opens: [{ ok: true, value: { visitor: 't', conversation: null } }],
  });
  chat.open();
  await settle();
  expect(chat.state().phase).toBe('none');
  expect(events).toEqual(['opened', 'unavailable']);
});

it('answers nothing after it was stopped', async () => {
  const { chat, streams, events, settle } = stage();
  chat.open();
  await settle();
  const before = events.length;
  chat.stop();
  streams[0]?.hear({ id: 'm9', event: 'message', data: JSON.stringify(message('m9')) });
  await settle();
  expect([streams.length, events.length]).toEqual([1, before]);
});
