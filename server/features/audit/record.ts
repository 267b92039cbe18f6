/** The audit log: who did what to what, with before and after, in the transaction of the deed itself. */

import type { Db } from '../../db/database.ts';
import type { Actor } from '../../http/actor.ts';
import type { Services } from '../../services.ts';

export type Deed = {
  /** Noun and verb ("deployment.edit"). */
  readonly action: string;
  /** Id of the thing. */
  readonly target: string;
  readonly before?: unknown;
  readonly after?: unknown;
};

/** Writes one event; pass the transaction that does the deed, so that neither exists without the other. */
export const recordDeed = async (
  { clock, random }: Pick<Services, 'clock' | 'random'>,
  trx: Db,
  actor: Pick<Actor, 'workspaceId' | 'name'>,
  deed: Deed,
): Promise<void> => {
  await trx
    .insertInto('audit')
    .values({
      workspace_id: actor.workspaceId,
      id: random.id('event'),
      at: new Date(clock.now()),
      actor: actor.name,
      action: deed.action,
      target: deed.target,
      before: deed.before === undefined ? null : JSON.stringify(deed.before),
      after: deed.after === undefined ? null : JSON.stringify(deed.after),
    })
    .execute();
};
