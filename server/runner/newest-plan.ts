/** Decides in a transaction on the deployments as they are, not as this node remembers them. */
import type { Db } from '../db/database.ts';
import type { LoadedChannel } from '../features/deployments/plans.ts';
import type { Services } from '../services.ts';
import { Again, inTransaction } from './retry.ts';

/** Whoever has lost to changes of the channel so often keeps it still and decides on what is there then. */
const HOPEFUL_TRIES = 2;

type Tools = Pick<Services, 'db' | 'plans'>;

/**
 * Runs `work` on the remembered plan if the channel's revision in the database is still the plan's, else on a newer
 * one; again when `work` throws `Again`. `loaded` stands in for a channel that has gone meanwhile.
 */
export const onNewestPlan = <T>(
  { db, plans }: Tools,
  loaded: LoadedChannel,
  work: (trx: Db, newest: LoadedChannel) => Promise<T>,
): Promise<T> => {
  const { workspaceId, id } = loaded.channel;
  return inTransaction(db, async (tries) => {
    if (tries > HOPEFUL_TRIES) {
      return async (trx) => work(trx, (await plans.hold(trx, workspaceId, id)) ?? loaded);
    }
    const newest = (await plans.byId(workspaceId, id)) ?? loaded;
    return async (trx) => {
      if (!(await isNewest(trx, newest))) {
        plans.forget(id);
        throw new Again();
      }
      return work(trx, newest);
    };
  });
};

const isNewest = async (trx: Db, { channel, revision }: LoadedChannel): Promise<boolean> => {
  const row = await trx
    .selectFrom('channels')
    .select('revision')
    .where('workspace_id', '=', channel.workspaceId)
    .where('id', '=', channel.id)
    .executeTakeFirst();
  return row?.revision === revision;
};
