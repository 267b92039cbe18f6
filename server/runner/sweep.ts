/** Does what is due without anybody writing: deadlines, messages and effects that a crash left behind, counts. */
import { sql } from 'kysely';
import type { Services } from '../services.ts';
import { performDue } from './perform.ts';
import { drain, elapse, type Runner } from './turn.ts';

const BATCH = 200;

/** One round. Safe to run on several nodes at once: the turn counter lets one commit of each win. */
export const sweep = async (runner: Runner): Promise<void> => {
  const now = new Date(runner.clock.now());
  for (const { workspace_id, id } of await dueConversations(runner, now)) {
    await attempt(runner, id, () => elapse(runner, workspace_id, id));
  }
  for (const { workspace_id, conversation_id } of await leftBehind(runner, now)) {
    await attempt(runner, conversation_id, () =>
      drain(runner, workspace_id, conversation_id, { heard: false }),
    );
  }
  await performDue(runner);
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
  const { rows } = await sql<{ workspace_id: string; conversation_id: string }>`
    select workspace_id, conversation_id from (
      select distinct on (workspace_id, conversation_id) workspace_id, conversation_id, received_at, tries
      from inbox where status = 'pending' order by workspace_id, conversation_id, arrival
    ) oldest
    where received_at < ${now}::timestamptz - interval '2 seconds' * power(4, tries)
    order by received_at limit ${BATCH}`.execute(db);
  return rows;
};

/** One conversation's trouble is its own. */
const attempt = async (runner: Runner, id: string, work: () => Promise<unknown>): Promise<void> => {
  try {
    await work();
  } catch (error) {
    runner.log.error({ err: error, conversation: id }, 'due work failed');
  }
};

/** Sweeps again and again until stopped; `stop` resolves when the round that runs is finished. */
export const startSweeping = (runner: Runner, everyMs = 500): { stop(): Promise<void> } => {
  let stopped = false;
  let running = Promise.resolve();
  let rounds = 0;
  const round = async (): Promise<void> => {
    try {
      await sweep(runner);
      rounds += 1;
      if (rounds % 10 === 0) await runner.counts.flush();
    } catch (error) {
      runner.log.error({ err: error }, 'sweep failed');
    }
    if (!stopped) timer = setTimeout(start, everyMs);
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
