/** The composition root: wires database, clock, features and HTTP into one thing that starts and stops. */

import { blockLibrary } from '@sluice/blocks/runtime';
import type { Clock } from '@sluice/core/instant';
import type { BlockLibrary } from '@sluice/core/interpreter/block';
import { platforms } from '@sluice/platforms/runtime';
import { tokenKey } from '@sluice/platforms/website/visitor-token';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { buildApp } from './app.ts';
import type { Config } from './config.ts';
import type { Database } from './db/database.ts';
import { argon2Passwords } from './features/accounts/passwords.ts';
import { makePlans } from './features/deployments/plans.ts';
import { makeMetrics } from './features/insights/metrics.ts';
import type { WebsiteRunner } from './features/website/routes.ts';
import { type Mailer, smtpMailer } from './mailer.ts';
import { type Random, random as realRandom } from './random.ts';
import { makeDrawCounts } from './runner/draw-counts.ts';
import { gathered } from './runner/gathered.ts';
import { receiveMessages } from './runner/inbox.ts';
import { makeLive } from './runner/live.ts';
import { performDue } from './runner/perform.ts';
import { makePrograms } from './runner/programs.ts';
import { makeSerial } from './runner/serial.ts';
import { startSweeping } from './runner/sweep.ts';
import { writeTurns } from './runner/turn-write.ts';
import { nodeMac, secretBox } from './secrets.ts';
import { type Tracing, untraced } from './tracing.ts';

export type Composition = {
  readonly runner: WebsiteRunner;
  readonly app: FastifyInstance;
  /** Begins the work that nobody asks for: deadlines, left-behind messages, effects. */
  startSweeping(): void;
  /** Turns that run are finished, counts flushed, the database closed, spans handed over. */
  close(): Promise<void>;
};

export type Parts = {
  readonly config: Config;
  readonly database: Database;
  readonly clock: Clock;
  readonly log: FastifyBaseLogger;
  readonly secret: string;
  /** None unless given; the database must have been opened with the same. */
  readonly tracing?: Tracing;
  readonly random?: Random;
  /** The blocks that flows are made of; tests put broken ones in. */
  readonly library?: BlockLibrary;
  /** What sends mail; by SMTP when it is configured. */
  readonly mailer?: Mailer | null;
};

export const compose = async ({
  config,
  database,
  clock,
  log,
  secret,
  tracing = untraced,
  random = realRandom,
  library = blockLibrary,
  mailer = config.smtp === undefined ? null : smtpMailer(config.smtp),
}: Parts): Promise<Composition> => {
  const { db, notices } = database;
  const secrets = secretBox(secret);
  const serial = makeSerial();
  const runner: WebsiteRunner = {
    config,
    db,
    notices,
    clock,
    random,
    secrets,
    passwords: argon2Passwords(),
    mailer,
    address: () =>
      config.publicUrl ??
      (app.server.listening ? app.listeningOrigin : `http://${config.host}:${config.port}`),
    log,
    tracing,
    library,
    platforms,
    plans: makePlans({ db, secrets, platforms }),
    programs: makePrograms(db, library),
    serial,
    live: makeLive({ db, notices, log }),
    counts: makeDrawCounts(db),
    receive: gathered((arrivals) => receiveMessages(db, arrivals)),
    write: gathered((writes) => writeTurns(db, writes)),
    tokenKey: tokenKey(secrets.derive('visitor-token'), nodeMac),
    perform: (workspaceId, id) => {
      void serial
        .run(`perform ${id}`, () => performDue({ db, clock, log, tracing }, { workspaceId, id }))
        .catch((error: unknown) => log.error({ err: error, conversation: id }, 'performing failed'));
    },
  };
  notices.hear('channel-changed', (text) => {
    const [id = '', revision] = text.split(' ');
    runner.plans.forget(id, Number(revision));
  });
  notices.missed(() => runner.plans.forgetAll());
  const app = await buildApp(
    runner,
    makeMetrics(db, clock, () => runner.live.count(), database.pool),
  );
  await notices.start();
  let sweeping: { stop(): Promise<void> } | null = null;
  return {
    runner,
    app,
    startSweeping: () => {
      sweeping ??= startSweeping(runner);
    },
    close: async () => {
      await app.close();
      await sweeping?.stop();
      await serial.idle();
      try {
        await runner.counts.flush();
        runner.live.flush();
      } finally {
        await database.close();
        await tracing.stop();
      }
    },
  };
};
