/** Rows of accounts that no longer mean anything: what has ended lets nobody in, it only takes up space. */
import type { Services } from '../../services.ts';
import { MEMORY } from './attempts.ts';
import { isOver } from './sessions.ts';

/** Asked for now and then, by any node. */
export const forgetOldAccess = async ({ db, clock }: Pick<Services, 'db' | 'clock'>): Promise<void> => {
  const now = new Date(clock.now());
  const forgotten = new Date(clock.now() - Math.max(...Object.values(MEMORY)));
  await db.deleteFrom('attempts').where('last_at', '<', forgotten).execute();
  await db.deleteFrom('sessions').where(isOver(clock.now())).execute();
  await db.deleteFrom('password_resets').where('expires_at', '<=', now).execute();
  await db.deleteFrom('invitations').where('expires_at', '<=', now).execute();
};
