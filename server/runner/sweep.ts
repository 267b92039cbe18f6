/** Does what is due without anybody writing: deadlines, messages and effects that a crash left behind, counts. */
import { HOUR } from '@sluice/core/instant';
import { sql } from 'kysely';
import { forgetOldAccess } from '../features/accounts/forget.ts';
import type { Services } from '../services.ts';
import { performDue } from './perform.ts';
import { drain, elapse, type Runner } from './turn.ts';

const BATCH = 200;
/** So long a stream may not know what a node said that died before it told anybody. */
const CATCH_UP_MS = 10_000;
const TIDY_MS = HOUR;

/**
 * One round. Safe to run on several nodes at once: the turn counter lets one commit of each win. True when all went well
 * and there is more than one round takes.
 */
export const sweep = async (runner: Runner): Promise<boolean> => {
  const now = new Date(runner.clock.now());
  const due = await dueConversations(runner, now);
  const elapsed = await eachOf(runner, due, ({ workspace_id, id }) => elapse(runner, workspace_id, id));
  const left = await leftBehind(runner, now);
  const drained = await eachOf(runner, left, ({ workspace_id, id }) =>
    drain(runner, workspace_id, id, { heard: false }),
  );
  await performDue(runner);
  return elapsed && drained && (due.length === BATCH || left.length === BATCH);
};

/**
 * A few at a time, the first ones first: however much there is to do, it takes no more than a third of this node's
 * connections, and whoever writes now is not behind it in any queue. One conversation's trouble is its own; false when
 * any had some.
 */
const eachOf = async <T extends { readonly id: string }>(
  { config, log }: Runner,
  all: readonly T[],
  work: (one: T) => Promise<unknown>,
): Promise<boolean> => {
  const queue = all.values();
  let well = true;
  const lane = async (): Promise<void> => {
    for (const one of queue) {
      try {
        await work(one);
      } catch (error) {
        well = false;
        log.error({ err: error, conversation: one.id }, 'due work failed');
      }
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, Math.floor(config.poolSize / 3)) }, lane));
  return well;
};

/** Deadlines of inactive deployments are held, not lost: they are due again once it is active. */
const dueConversations = ({ db }: Pick<Services, 'db'>, now: Date) =>
  db
    .selectFrom('conversations as c')
    .innerJoin('deployments as d', (join) =>
      join.onRef('d.workspace_id', '=', 'c.workspace_id').onRef('d.id', '=', 'c.deployment_id'),
    )
    .select(['c.workspace_id', 'c.id'])
    .where('c.due_at', '<=', now)
    .where('d.status', '<>', 'inactive')
    .orderBy('c.due_at')
    .limit(BATCH)
    .execute();

/**
 * Messages that no turn has taken for a while: left behind by a process that died, or to be tried again. Of each
 * conversation the oldest counts, for that is the one that is taken next.
 */
const leftBehind = async ({ db }: Pick<Services, 'db'>, now: Date) => {
  const { rows } = await sql<{ workspace_id: string; id: string }>`
    select workspace_id, conversation_id as id from (
      select distinct on (workspace_id, conversation_id) workspace_id, conversation_id, received_at, tries
      from inbox where status = 'pending' order by workspace_id, conversation_id, arrival
    ) oldest
    where received_at < ${now}::timestamptz - interval '2 seconds' * power(4, tries)
    order by received_at limit ${BATCH}`.execute(db);
  return rows;
};

/**
 * Sweeps again and again until stopped, without a pause while much is left; `stop` resolves when the round that runs is
 * finished.
 */
export const startSweeping = (runner: Runner, everyMs = 500): { stop(): Promise<void> } => {
  let stopped = false;
  let running = Promise.resolve();
  let rounds = 0;
  let caughtUp = performance.now();
  let tidied = performance.now() - TIDY_MS;
  const round = async (): Promise<void> => {
    let more = false;
    try {
      more = await sweep(runner);
      rounds += 1;
      if (rounds % 10 === 0) await runner.counts.flush();
      if (performance.now() - caughtUp > CATCH_UP_MS) {
        caughtUp = performance.now();
        await runner.live.catchUp();
      }
      if (performance.now() - tidied > TIDY_MS) {
        tidied = performance.now();
        await forgetOldAccess(runner);
      }
    } catch (error) {
      runner.log.error({ err: error }, 'sweep failed');
    }
    if (!stopped) timer = setTimeout(start, more ? 0 : everyMs);
  };
  const start = (): void => {
    running = round();
  };
  let timer = setTimeout(start, 0);
  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
};
