/** Binds the calls for preview links, and the public ones that play them. */
import { previewLinkCalls } from '@sluice/api/preview-links';
import type { Answer } from '@sluice/core/interpreter/input';
import { ok, problem, type Result, refused } from '@sluice/core/problem';
import { readMessage } from '@sluice/platforms/website/inbound';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { answered, type Bind } from '../../http/bind.ts';
import { jsonBodies } from '../../http/json-body.ts';
import { problemsOf, sendProblems } from '../../http/problems.ts';
import { unstorable } from '../../http/storable.ts';
import type { Services } from '../../services.ts';
import { documentation, playBody } from './documentation.ts';
import { createLink, findLink, listLinks, revokeLink } from './links.ts';
import { type PlayTools, play } from './play.ts';

export const previewLinkRoutes = (bind: Bind, services: Services): void => {
  bind(previewLinkCalls.list, async ({ actor, params }) =>
    answered(await listLinks(services, actor, params.id)),
  );
  bind(previewLinkCalls.create, async ({ actor, params, body }) =>
    answered(await createLink(services, actor, params.id, body)),
  );
  bind(previewLinkCalls.revoke, async ({ actor, params }) =>
    answered(await revokeLink(services, actor, params.id, params.link)),
  );
};

type WithToken = FastifyRequest<{ Params: { token: string } }>;

/** Without an account; `perMinute` turns for each address, or as many as one likes. */
export const previewRoutes =
  (tools: PlayTools, perMinute: number | null) =>
  async (app: FastifyInstance): Promise<void> => {
    jsonBodies(app);
    app.addHook('onRequest', async (_request, reply) => {
      reply.header('cache-control', 'no-store').header('x-robots-tag', 'noindex');
    });
    const config = perMinute === null ? {} : { rateLimit: { max: perMinute, timeWindow: '1 minute' } };

    app.get(
      '/preview/:token/about',
      { schema: documentation.about, config },
      async (request: WithToken, reply) => {
        const link = await linkOf(tools, request);
        if (!link.ok) return sendProblems(reply, link.problems);
        const { flow_name, version_number, workspace_name, expires_at } = link.value;
        return reply.send({
          flow: flow_name,
          version: version_number,
          workspaceName: workspace_name,
          expiresAt: expires_at.toISOString(),
        });
      },
    );

    app.post(
      '/preview/:token/turns',
      { schema: documentation.turn, config },
      async (request: WithToken, reply) => {
        const link = await linkOf(tools, request);
        if (!link.ok) return sendProblems(reply, link.problems);
        const body = readBody(request.body);
        if (!body.ok) return sendProblems(reply, body.problems);
        const played = await play(tools, link.value, body.value);
        return played.ok ? reply.send(played.value) : sendProblems(reply, played.problems);
      },
    );
  };

const linkOf = async ({ db, clock }: PlayTools, { params }: WithToken) => {
  const link = await findLink(db, clock.now(), params.token);
  return link ? ok(link) : NOT_GOOD;
};

/** The same for one that never was: nobody learns which tokens there have been. */
const NOT_GOOD = refused(
  problem(
    'not-found',
    '',
    'This preview link does not work any more.',
    'It has expired or was taken back: ask for a new one.',
  ),
);

const readBody = (
  body: unknown,
): Result<{ readonly sealed: string | undefined; readonly answer: Answer | null }> => {
  const impossible = unstorable(body);
  if (impossible) return refused(impossible);
  const parsed = playBody.safeParse(body ?? {});
  if (!parsed.success) return refused(...problemsOf(parsed.error, 'body'));
  const { sealed, input } = parsed.data;
  if (input === undefined) return ok({ sealed, answer: null });
  const message = readMessage({ ...input, id: 'preview' });
  return message.ok ? ok({ sealed, answer: message.value.answer }) : message;
};
