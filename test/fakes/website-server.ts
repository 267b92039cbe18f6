/** A website channel in memory: speaks the widget's protocol, tells one small story, and fails on request. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type {
  Awaiting,
  Bot,
  Content,
  ConversationStatus,
  Message,
  PersonMessage,
} from '@sluice/platforms/website/protocol';
import { answerFile } from './website-files.ts';
import { begin, next, type Said } from './website-story.ts';

type Conversation = {
  readonly id: string;
  readonly messages: Message[];
  readonly answers: Map<string, string>;
  readonly listeners: Set<ServerResponse>;
  place: string;
  awaiting: Awaiting;
  status: ConversationStatus;
};

export type WebsiteServer = {
  /** Where the page is. */
  readonly page: string;
  /** Where the script is: another origin, as in real life. */
  readonly origin: string;
  /** What visits answer; null: no bot. */
  bot: Bot | null;
  /** Everything the flow was given, once each: the turns. */
  readonly turns: PersonMessage[];
  /** Every call, as "POST /website/demo/visits". */
  readonly calls: string[];
  /** So many of the next message calls are carried out but never answered. */
  dropAnswers: number;
  /** So many of the next message calls are lost before they arrive. */
  dropCalls: number;
  /** How long a turn takes. */
  slowMs: number;
  /** Says something by itself in the newest conversation; with `echo: false` nobody who listens now hears it. */
  say(said: Said, heard?: boolean): void;
  turn(status: ConversationStatus, awaiting: Awaiting): void;
  /** Cuts every open stream, as a restart of the server does. */
  cut(): void;
  listeners(): number;
  close(): Promise<void>;
};

const KEY = 'demo';

const read = async (request: IncomingMessage): Promise<unknown> => {
  let text = '';
  for await (const piece of request) text += piece;
  return text === '' ? {} : JSON.parse(text);
};

export const startWebsiteServer = async (): Promise<WebsiteServer> => {
  const conversations: Conversation[] = [];
  let count = 0;
  let clock = Date.now();

  const add = (conversation: Conversation, said: Said, from: Message['from']): Message => {
    clock = Math.max(Date.now(), clock + 1);
    const message: Message = {
      id: String(++count).padStart(6, '0'),
      from,
      type: said.media ? 'media' : 'message',
      at: new Date(clock).toISOString(),
      ...said,
    };
    conversation.messages.push(message);
    return message;
  };

  const open = (): Conversation | undefined =>
    conversations.findLast(
      (one) => one.status === 'waiting' || one.status === 'handed-off' || one.status === 'inactive',
    );

  const follow = (conversation: Conversation, turn: ReturnType<typeof next>): readonly Message[] => {
    conversation.place = turn.place;
    conversation.awaiting = turn.awaiting;
    conversation.status = turn.status;
    return turn.says.map((said) => add(conversation, said, said.author ? 'human' : 'bot'));
  };

  const view = ({ id, messages, awaiting, status }: Conversation) => ({ id, messages, awaiting, status });

  const emit = (conversation: Conversation, event: string, id: string, data: unknown): void => {
    for (const to of conversation.listeners)
      to.write(`id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  };

  const openCall = (body: { restart?: boolean }): unknown => {
    if (!server.bot) return { visitor: 'token-2', conversation: null };
    const running = open();
    if (running && !body.restart) return { visitor: 'token-2', conversation: view(running) };
    if (running) running.status = 'abandoned';
    const conversation: Conversation = {
      id: `c${conversations.length + 1}`,
      messages: [],
      answers: new Map(),
      listeners: new Set(),
      place: '',
      awaiting: null,
      status: 'waiting',
    };
    conversations.push(conversation);
    follow(conversation, begin());
    return { visitor: 'token-2', conversation: view(conversation) };
  };

  const words = (conversation: Conversation, { text, choice, choices }: PersonMessage): string => {
    const items = conversation.awaiting?.type === 'choice' ? conversation.awaiting.items : [];
    const label = (id: string): string => items.find((item) => item.id === id)?.label ?? id;
    return text ?? (choices ?? (choice ? [choice] : [])).map(label).join(', ');
  };

  const messageCall = (conversation: Conversation, body: PersonMessage): string => {
    const known = conversation.answers.get(body.id);
    if (known !== undefined) return known;
    server.turns.push(body);
    const said = words(conversation, body);
    const content: readonly Content[] = [{ type: 'paragraph', children: [said] }];
    const own = add(conversation, { markdown: said, content }, 'person');
    emit(conversation, 'message', own.id, own);
    const messages = follow(conversation, next(conversation.place, said));
    for (const message of messages) emit(conversation, 'message', message.id, message);
    const answer = JSON.stringify({ messages, awaiting: conversation.awaiting, status: conversation.status });
    conversation.answers.set(body.id, answer);
    return answer;
  };

  const listen = (conversation: Conversation, request: IncomingMessage, response: ServerResponse): void => {
    if (response.destroyed) return; // called off before it was heard
    response.writeHead(200, { 'content-type': 'text/event-stream', 'access-control-allow-origin': '*' });
    response.write(': hello\n\n');
    const last = request.headers['last-event-id'];
    if (typeof last === 'string') {
      for (const message of conversation.messages.filter(({ id }) => id > last)) {
        response.write(`id: ${message.id}\nevent: message\ndata: ${JSON.stringify(message)}\n\n`);
      }
    }
    conversation.listeners.add(response);
    response.on('close', () => conversation.listeners.delete(response));
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname } = new URL(request.url ?? '/', 'http://here');
    const cors = {
      'access-control-allow-origin': '*',
      'access-control-allow-headers': 'authorization, content-type, last-event-id',
      'access-control-max-age': '600',
    };
    const json = (status: number, body: unknown): void => {
      response.writeHead(status, { ...cors, 'content-type': 'application/json' });
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    };
    if (request.method === 'OPTIONS') return void response.writeHead(204, cors).end();
    const path = pathname.match(/^\/website\/demo\/(visits|conversations)(?:\/(\w+)\/(messages|events))?$/);
    if (!path) return answerFile(pathname, response, server);
    server.calls.push(`${request.method} ${pathname}`);
    const body = await read(request);
    if (path[1] === 'visits') {
      const bot = server.bot && { ...server.bot, resumes: open() !== undefined };
      return json(200, { visitor: 'token-1', bot });
    }
    // The protocol's shapes: this server is only ever called by our own widget.
    if (!path[2]) return json(201, openCall(body as { restart?: boolean }));
    const conversation = conversations.find(({ id }) => id === path[2]);
    if (!conversation) return json(404, { code: 'not-found' });
    if (!request.headers.authorization?.startsWith('Bearer token-'))
      return json(401, { code: 'unauthorized' });
    if (path[3] === 'events') return listen(conversation, request, response);
    if (server.dropCalls > 0) {
      server.dropCalls--;
      return void response.destroy();
    }
    if (conversation.status === 'inactive')
      return json(200, { messages: [], awaiting: null, status: 'inactive' });
    if (conversation.status !== 'waiting' && conversation.status !== 'handed-off') {
      return json(409, { code: 'conversation-ended' });
    }
    const turned = messageCall(conversation, body as PersonMessage);
    if (server.dropAnswers > 0) {
      server.dropAnswers--;
      return void response.destroy();
    }
    if (server.slowMs > 0) await new Promise((done) => setTimeout(done, server.slowMs));
    json(200, turned);
  };

  const http = createServer((request, response) => {
    answer(request, response).catch((error: unknown) =>
      response.destroy(error instanceof Error ? error : undefined),
    );
  });
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
  const address = http.address();
  const port = typeof address === 'object' && address ? address.port : 0;

  const cut = (): void => {
    for (const one of conversations) for (const listener of one.listeners) listener.destroy();
  };
  const server: WebsiteServer = {
    page: `http://127.0.0.1:${port}/`,
    origin: `http://localhost:${port}/`,
    bot: { title: 'Acme', greeting: '', theme: { color: '#F0B429' }, resumes: false },
    turns: [],
    calls: [],
    dropAnswers: 0,
    dropCalls: 0,
    slowMs: 0,
    say(said, heard = true) {
      const conversation = open();
      if (!conversation) return;
      const message = add(conversation, said, said.author ? 'human' : 'bot');
      if (heard) emit(conversation, 'message', message.id, message);
    },
    turn(status, awaiting) {
      const conversation = open();
      if (!conversation) return;
      conversation.status = status;
      conversation.awaiting = awaiting;
      emit(conversation, 'status', '', { status, awaiting });
    },
    cut,
    listeners: () => conversations.reduce((sum, one) => sum + one.listeners.size, 0),
    async close() {
      cut();
      http.closeAllConnections();
      await new Promise((done) => http.close(done));
    },
  };
  return server;
};

export { KEY as channelKey };
