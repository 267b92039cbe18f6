/** The real server, composed as `npm start` does, with its statements counted: started by the bench as a process of its own. */

import { sql } from 'kysely';
import pg from 'pg';
import { pino } from 'pino';
import { compose } from '../server/compose.ts';
import { readConfig } from '../server/config.ts';
import { openDatabase } from '../server/db/database.ts';
import { prepareWorkspace } from '../server/prepare-workspace.ts';
import { watchedDatabase } from '../test/fakes/watched-database.ts';
import { answerQuestions } from './child.ts';
import { fillConversations } from './fill.ts';

export type ServerQuestion =
  | { readonly ask: 'forget' }
  /** Since the last `forget`: statements by kind, and processor time in milliseconds; memory now. */
  | { readonly ask: 'spent' }
  /** Grows the number of stored conversations of the channel to `conversations`. */
  | { readonly ask: 'fill'; readonly channelId: string; readonly conversations: number };

export type Spent = {
  readonly reads: number;
  readonly writes: number;
  /** Of the writes, those that flush the counters of new draws. */
  readonly flushes: number;
  /** Everything sent to PostgreSQL, begin and commit included. */
  readonly roundTrips: number;
  readonly cpuMs: number;
  readonly rssMb: number;
};

const config = readConfig();
if (!config.ok) throw new Error(JSON.stringify(config.problems));
const log = pino({ level: config.value.logLevel });
const opened = await openDatabase(config.value, log);
if (!opened.ok) throw new Error(JSON.stringify(opened.problems));
const watched = watchedDatabase(opened.value);
const sluice = await compose({
  config: config.value,
  database: watched.database,
  clock: { now: () => Date.now() },
  log,
  secret: config.value.secret ?? 'a secret of the bench, longer than 32 characters',
});
await prepareWorkspace(sluice.runner);
const url = await sluice.app.listen({ host: '127.0.0.1', port: 0 });
sluice.startSweeping();

let cpu = process.cpuUsage();
let flushes = 0;
watched.before = (statement) => {
  if (statement.includes('draw_counts')) flushes += 1;
};
let roundTrips = 0;
const send = pg.Client.prototype.query;
pg.Client.prototype.query = function (this: pg.Client, ...given: unknown[]) {
  roundTrips += 1;
  // Passed on as it came: the method's many shapes are not told apart here.
  return Reflect.apply(send, this, given);
} as typeof send;
answerQuestions(async (question: ServerQuestion) => {
  switch (question.ask) {
    case 'forget':
      watched.forget();
      roundTrips = 0;
      flushes = 0;
      cpu = process.cpuUsage();
      return {};
    case 'spent': {
      const { user, system } = process.cpuUsage(cpu);
      const asked = watched.asked();
      const writes = asked.filter((kind) => kind === 'write').length;
      return {
        reads: asked.length - writes,
        writes,
        flushes,
        roundTrips,
        cpuMs: (user + system) / 1_000,
        rssMb: process.memoryUsage.rss() / 2 ** 20,
      } satisfies Spent;
    }
    case 'fill':
      await fillConversations(opened.value.db, question.channelId, question.conversations);
      await sql`vacuum analyze`.execute(opened.value.db);
      // What filling left to be written out shall not be measured; not every role may ask for it.
      await sql`checkpoint`.execute(opened.value.db).catch(() => undefined);
      return {};
  }
});
process.once('SIGTERM', () => {
  void sluice.close().then(() => process.exit(0));
});
process.send?.({ url });
