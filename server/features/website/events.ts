/** The stream of what comes later: waits that end, humans who answer. Nothing is lost or repeated across reconnects. */

import { problem } from '@sluice/core/problem';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import type { Db } from '../../db/database.ts';
import { sendProblems } from '../../http/problems.ts';
import type { MessageRecord } from '../../runner/message-record.ts';
import { ownedBy } from '../../runner/ownership.ts';
import type { Runner } from '../../runner/turn.ts';
import { messagesAfter, standingOf, viewOf } from './transcript.ts';

const PING_MS = 25_000;
/** Memory stays bounded however many tabs are open. */
const MOST_STREAMS = 5_000;
/** More tabs than anybody has; one visitor must not take the streams of all others. */
const MOST_OF_ONE = 20;
/** A reader that takes nothing is let go before much waits for it; it catches up when it comes back. */
const MOST_UNREAD_BYTES = 1_000_000;

type Place = { readonly workspaceId: string; readonly conversationId: string; readonly visitor: string };

export const streamEvents = async (
  runner: Runner,
  request: FastifyRequest,
  reply: FastifyReply,
  place: Place,
): Promise<FastifyReply> => {
  const { db, live } = runner;
  const { workspaceId, conversationId } = place;
  const found = await ownConversation(db, place);
  if (!found) {
    return sendProblems(reply, [
      problem('not-found', 'id', 'There is no such conversation for this visitor.', 'Open one first.'),
    ]);
  }
  if (live.count() >= MOST_STREAMS) {
    return sendProblems(reply.header('retry-after', '30'), [
      problem('unavailable', '', 'Too many streams are open.', 'Try again in half a minute.'),
    ]);
  }
  if (live.count(conversationId) >= MOST_OF_ONE) {
    return sendProblems(reply.header('retry-after', '30'), [
      problem('too-many-requests', '', 'Too many streams of this conversation are open.', 'Close some.'),
    ]);
  }
  // Without the header nothing old is wanted: the opening already gave the transcript.
  const given = Number(request.headers['last-event-id'] ?? Number.NaN);
  let sent = Number.isSafeInteger(given) && given >= 0 ? given : found.lastSeq;

  reply.hijack();
  const stream = reply.raw;
  for (const [name, value] of Object.entries(reply.getHeaders()))
    if (value !== undefined) stream.setHeader(name, value);
  stream.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  const write = (text: string): void => {
    if (stream.writableEnded || stream.destroyed) return;
    if (stream.writableLength > MOST_UNREAD_BYTES) stream.destroy();
    else stream.write(text);
  };
  const delivered = new Set<number>();
  const send = (messages: readonly MessageRecord[]): void => {
    for (const message of messages) {
      if (delivered.has(message.seq)) continue;
      delivered.add(message.seq);
      // One that another node tells late must not turn the mark back: what follows it was sent already.
      sent = Math.max(sent, message.seq);
      if (message.sender === 'person') continue;
      write(`id: ${sent}\nevent: message\ndata: ${JSON.stringify(viewOf(message))}\n\n`);
    }
  };
  const sendStanding = async (): Promise<void> => {
    const standing = await standingOf(db, workspaceId, conversationId);
    if (standing) write(`event: status\ndata: ${JSON.stringify(standing)}\n\n`);
  };
  // One piece of news after another, the catching up first: order is kept whatever arrives meanwhile.
  let queue = Promise.resolve();
  const enqueue = (work: () => Promise<void>): void => {
    queue = queue.then(work).catch((error: unknown) => {
      runner.log.error({ err: error, conversation: conversationId }, 'stream failed');
      stream.end();
    });
  };
  const { turn } = found;
  const unsubscribe = live.subscribe(
    { workspaceId, conversationId, turn },
    {
      hear: ({ messages, elsewhere }) =>
        enqueue(async () => {
          // First what is older than the messages at hand.
          if (elsewhere) {
            const after = elsewhere.last === Number.MAX_SAFE_INTEGER ? sent : elsewhere.first - 1;
            const newer = await messagesAfter(db, workspaceId, conversationId, after);
            send(newer.filter(({ seq }) => seq <= elsewhere.last));
          }
          send(messages);
          await sendStanding();
        }),
      end: () => stream.end(() => stream.socket?.destroy()),
    },
  );
  enqueue(async () => {
    send(await messagesAfter(db, workspaceId, conversationId, sent));
    await sendStanding();
  });
  const ping = setInterval(() => write(': still here\n\n'), PING_MS);
  const close = (): void => {
    clearInterval(ping);
    unsubscribe();
  };
  stream.on('close', close);
  stream.on('error', close);
  // Gone while we looked: then nobody tells us any more.
  if (stream.destroyed || request.raw.socket.destroyed) close();
  return reply;
};

/** Null when there is none, or it is not this visitor's. */
const ownConversation = async (
  db: Db,
  { workspaceId, conversationId, visitor }: Place,
): Promise<{ readonly turn: number; readonly lastSeq: number } | null> => {
  const { rows } = await sql<{ turn: number; last_seq: number }>`
    select c.turn, c.last_seq from conversations c
    where c.workspace_id = ${workspaceId} and c.id = ${conversationId} and ${ownedBy(visitor)}`.execute(db);
  const row = rows[0];
  return row ? { turn: row.turn, lastSeq: row.last_seq } : null;
};
