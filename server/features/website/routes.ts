/** The public calls of a website channel: visits, openings, messages and the stream of later ones. */
import { problem, type Result, refused } from '@sluice/core/problem';
import { botOf } from '@sluice/platforms/website/bot';
import { readMessage, readOpening } from '@sluice/platforms/website/inbound';
import { signToken, type TokenKey, type VisitorToken } from '@sluice/platforms/website/visitor-token';
import type { FastifyInstance, FastifyRequest, RouteOptions } from 'fastify';
import { admitInTime } from '../../http/admission.ts';
import { sendProblems } from '../../http/problems.ts';
import { replyTo } from '../../runner/inbox.ts';
import { openConversation } from '../../runner/opening.ts';
import { drain, type Runner } from '../../runner/turn.ts';
import { visit } from '../../runner/visit.ts';
import { readVisitor } from '../../runner/visitor.ts';
import { readRequest, type WebsiteRequest } from './channel-request.ts';
import { allowOrigins } from './cross-origin.ts';
import { documentation } from './documentation.ts';
import { streamEvents } from './events.ts';
import { type TokenReader, tokenReader } from './token-reader.ts';
import { answerOf, beganView, conversationView } from './transcript.ts';

export type WebsiteRunner = Runner & { readonly tokenKey: TokenKey };

type Keyed = FastifyRequest<{ Params: { key: string } }>;
type OfConversation = FastifyRequest<{ Params: { key: string; id: string } }>;

/** Limits of the public paths, per minute; the library keeps them per address or per visitor. */
export type PublicLimits = { readonly openings: number; readonly messages: number } | null;

export const websiteRoutes =
  (runner: WebsiteRunner, limits: PublicLimits) =>
  async (app: FastifyInstance): Promise<void> => {
    const readToken = tokenReader(runner.tokenKey);
    // JSON only: text/plain is what any page may send anywhere without being asked.
    app.removeContentTypeParser('text/plain');
    await allowOrigins(app, runner.plans);

    // A page load is decided in memory: it stays quick when the database is not.
    if (limits) {
      const which = ({ method, url }: RouteOptions) => method === 'POST' && !url.endsWith('/visits');
      admitInTime(app, { which, slow: runner.config.poolSize });
    }
    const openings = limits && { rateLimit: { max: limits.openings, timeWindow: '1 minute' } };
    const messages = limits && {
      rateLimit: {
        max: limits.messages,
        timeWindow: '1 minute',
        keyGenerator: (request: FastifyRequest) => senderOf(readToken, request),
      },
    };

    app.post(
      '/website/:key/visits',
      { schema: documentation.visit, config: { ...openings } },
      async (request: Keyed, reply) => {
        const came = await arrive(runner, request);
        if (!came.ok) return sendProblems(reply, came.problems);
        const { loaded, settings, visitor } = came.value;
        const { token, bot } = await visit(runner, loaded, visitor);
        return reply.send({
          visitor: signToken(token, runner.tokenKey),
          bot: bot && botOf(settings, { channelName: loaded.channel.name, resumes: bot.resumes }),
        });
      },
    );

    app.post(
      '/website/:key/conversations',
      { schema: documentation.open, config: { ...openings } },
      async (request: Keyed, reply) => {
        const came = await arrive(runner, request);
        if (!came.ok) return sendProblems(reply, came.problems);
        const { loaded, visitor, restart } = came.value;
        const { token, conversationId, began } = await openConversation(runner, loaded, visitor, restart);
        const conversation = began
          ? beganView(began)
          : conversationId && (await conversationView(runner.db, loaded.channel.workspaceId, conversationId));
        return reply.send({ visitor: signToken(token, runner.tokenKey), conversation });
      },
    );

    app.post(
      '/website/:key/conversations/:id/messages',
      { schema: documentation.message, config: { ...messages } },
      async (request: OfConversation, reply) => {
        const known = await knownVisitor(runner, readToken, request);
        if (!known.ok) return sendProblems(reply, known.problems);
        const message = readMessage(request.body);
        if (!message.ok) return sendProblems(reply, message.problems);
        const { workspaceId, id: channelId } = known.value.loaded.channel;
        const key = { workspaceId, conversationId: request.params.id, messageId: message.value.id };
        const received = await runner.receive({
          ...key,
          channelId,
          visitor: known.value.token.visitor,
          answer: message.value.answer,
          at: new Date(runner.clock.now()),
        });
        if (!received.ok) return sendProblems(reply, received.problems);
        const { row: read } = received.value;
        if (read === null) return reply.send(answerOf(received.value.reply));
        const answers = await drain(runner, workspaceId, key.conversationId, { heard: true, read }).catch(
          (error: unknown) => {
            runner.log.error({ err: error, conversation: key.conversationId }, 'turn failed');
          },
        );
        // Another turn, perhaps on another node, may have taken the message along.
        const answer = answers?.get(key.messageId) ?? (await replyTo(runner.db, key));
        if (!answer) return sendProblems(reply, [NOT_ANSWERED]);
        return reply.send(answerOf(answer));
      },
    );

    app.get(
      '/website/:key/conversations/:id/events',
      { schema: documentation.events },
      async (request: OfConversation, reply) => {
        const known = await knownVisitor(runner, readToken, request);
        if (!known.ok) return sendProblems(reply, known.problems);
        return streamEvents(runner, request, reply, {
          workspaceId: known.value.loaded.channel.workspaceId,
          conversationId: request.params.id,
          visitor: known.value.token.visitor,
        });
      },
    );
  };

const NOT_ANSWERED = problem(
  'unavailable',
  '',
  'The message is stored but not answered yet.',
  'Send it again with the same id.',
);

const arrive = async (runner: WebsiteRunner, request: Keyed) => {
  const read = await readRequest(runner.plans, request);
  if (!read.ok) return read;
  const opening = readOpening(request.body);
  if (!opening.ok) return opening;
  const visitor = await readVisitor(runner, read.value.sender, opening.value);
  if (!visitor.ok) return visitor;
  return {
    ok: true as const,
    value: { ...read.value, visitor: visitor.value, restart: opening.value.restart },
  };
};

const bearerOf = (request: FastifyRequest): string | undefined =>
  /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];

/** Whose messages are counted: the visitor's, whichever of their tokens they send; without a good one the address's. */
const senderOf = (readToken: TokenReader, request: FastifyRequest): string => {
  const { key = '' } = request.params as { key?: string }; // this route has it
  const token = readToken(key, bearerOf(request) ?? '');
  return token.ok ? token.value.visitor : request.ip;
};

/** The visitor of the bearer token: required wherever a conversation is touched. */
const knownVisitor = async (
  runner: WebsiteRunner,
  readToken: TokenReader,
  request: FastifyRequest<{ Params: { key: string; id: string } }>,
): Promise<Result<WebsiteRequest & { readonly token: VisitorToken }>> => {
  const read = await readRequest(runner.plans, request);
  if (!read.ok) return read;
  const bearer = bearerOf(request);
  if (bearer === undefined) {
    return refused(
      problem(
        'visitor-unknown',
        'authorization',
        'The visitor token is missing.',
        'Send it as a Bearer token.',
      ),
    );
  }
  const token = readToken(read.value.loaded.channel.key, bearer);
  return token.ok ? { ok: true, value: { ...read.value, token: token.value } } : token;
};
