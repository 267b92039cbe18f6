/** The demo shop: a page on which one picks who one is, meets the bot or not, and sees why. */
import { readFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { problem } from '@sluice/core/problem';
import { readOpening } from '@sluice/platforms/website/inbound';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { sendProblems } from '../../http/problems.ts';
import { readVisitor } from '../../runner/visitor.ts';
import { settingsOf } from '../website/channel-request.ts';
import type { WebsiteRunner } from '../website/routes.ts';
import { DEMO_CHANNEL } from './seed.ts';
import { whyOf } from './why.ts';

const PAGE = new URL('./page/', import.meta.url);
export const demoRoutes =
  (runner: WebsiteRunner) =>
  async (app: FastifyInstance): Promise<void> => {
    const hidden = { schema: { hide: true } };

    app.get('/demo', hidden, async (_request, reply) => {
      const channel = await demoChannel(runner);
      if (!channel) return sendProblems(reply, [NO_DEMO]);
      const page = (await text('shop.html')).replaceAll('{{channel}}', channel.channel.key);
      return reply.type('text/html; charset=utf-8').send(page);
    });
    app.get('/demo/shop.js', hidden, async (_request, reply) =>
      // The page's script has no build step of its own: its types are stripped as the server's are.
      reply.type('text/javascript; charset=utf-8').send(stripTypeScriptTypes(await text('shop.ts'))),
    );
    app.get('/demo/shop.css', hidden, async (_request, reply) =>
      reply.type('text/css; charset=utf-8').send(await text('shop.css')),
    );
    app.post('/demo/why', hidden, async (request: FastifyRequest, reply) => {
      const loaded = await demoChannel(runner);
      if (!loaded) return sendProblems(reply, [NO_DEMO]);
      const opening = readOpening(request.body);
      if (!opening.ok) return sendProblems(reply, opening.problems);
      const settings = settingsOf(loaded);
      const visitor = await readVisitor(
        runner,
        {
          channelKey: loaded.channel.key,
          settings,
          userAgent: request.headers['user-agent'],
          acceptLanguage: request.headers['accept-language'],
        },
        opening.value,
      );
      if (!visitor.ok) return sendProblems(reply, visitor.problems);
      return reply.send(await whyOf(runner, loaded, visitor.value));
    });
  };

const NO_DEMO = problem(
  'not-found',
  '',
  'There is no demo here.',
  'Start Sluice with an empty DATA_DIR and without SLUICE_DEMO=off.',
);

const text = (file: string): Promise<string> => readFile(new URL(file, PAGE), 'utf8');

/** The channel of the demo workspace, whatever has been renamed around it. */
const demoChannel = async ({ db, plans }: WebsiteRunner) => {
  const row = await db
    .selectFrom('channels as c')
    .innerJoin('workspaces as w', 'w.id', 'c.workspace_id')
    .select(['c.workspace_id', 'c.id'])
    .where('w.demo', '=', true)
    .where('c.platform', '=', 'website')
    .where('c.archived_at', 'is', null)
    .orderBy((eb) => eb.case().when('c.name', '=', DEMO_CHANNEL).then(0).else(1).end())
    .orderBy('c.created_at')
    .executeTakeFirst();
  return row ? plans.byId(row.workspace_id, row.id) : null;
};
