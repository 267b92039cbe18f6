/** Performs what flows asked of the world, from the outbox: at least once, tried again, and never silently dropped. */

import type { Effect } from '@sluice/core/interpreter/effect';
import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import { type Given, giveAttribute, giveTags } from '../features/people/layers.ts';
import type { Services } from '../services.ts';

const MOST_TRIES = 8;
const BATCH = 50;

type Wish = {
  workspace_id: string;
  id: string;
  conversation_id: string;
  person_id: string;
  effect: Effect;
  tries: number;
};

/**
 * Performs due wishes, oldest first, each in a transaction that also removes it: an effect on our own database
 * happens exactly once. Returns how many were due.
 */
export const performDue = async (
  { db, clock, log }: Pick<Services, 'db' | 'clock' | 'log'>,
  conversation?: { readonly workspaceId: string; readonly id: string },
): Promise<number> => {
  const now = new Date(clock.now());
  const due = await db
    .selectFrom('outbox')
    .select(['workspace_id', 'id'])
    .where('status', '=', 'pending')
    .where('due_at', '<=', now)
    .$if(conversation !== undefined, (query) =>
      query
        .where('workspace_id', '=', conversation?.workspaceId ?? '')
        .where('conversation_id', '=', conversation?.id ?? ''),
    )
    .orderBy('turn')
    .orderBy('n')
    .limit(BATCH)
    .execute();
  for (const { workspace_id, id } of due) {
    try {
      await db.transaction().execute((trx) => performOne(trx, workspace_id, id));
    } catch (error) {
      log.error({ err: error, wish: id }, 'effect failed');
      await putOff(db, workspace_id, id, now, error);
    }
  }
  return due.length;
};

const performOne = async (trx: Db, workspaceId: string, id: string): Promise<void> => {
  const { rows } = await sql<Wish>`
    select workspace_id, id, conversation_id, person_id, effect, tries from outbox
    where workspace_id = ${workspaceId} and id = ${id} and status = 'pending'
    for update skip locked`.execute(trx);
  const wish = rows[0];
  if (!wish) return;
  await applyToPerson(trx, wish);
  await trx.deleteFrom('outbox').where('workspace_id', '=', workspaceId).where('id', '=', id).execute();
};

const applyToPerson = async (trx: Db, { workspace_id, person_id, effect }: Wish): Promise<void> => {
  const { rows } = await sql<{ id: string; given: Given }>`
    select p.id, p.given from people p
    where p.workspace_id = ${workspace_id} and p.id = (
      select coalesce(merged_into, id) from people where workspace_id = ${workspace_id} and id = ${person_id})
    for update`.execute(trx);
  const person = rows[0];
  // Erased since: there is nobody left to change.
  if (!person) return;
  const given =
    effect.type === 'attribute'
      ? giveAttribute(person.given, effect.name, effect.value)
      : effect.type === 'tag'
        ? giveTags(person.given, effect.add, effect.remove)
        : person.given;
  await trx
    .updateTable('people')
    .set({ given: JSON.stringify(given) })
    .where('workspace_id', '=', workspace_id)
    .where('id', '=', person.id)
    .execute();
};

/** Tried again after 1, 2, 4 … seconds; after the last try it stays, visible, as dead. */
const putOff = async (db: Db, workspaceId: string, id: string, now: Date, error: unknown): Promise<void> => {
  const { rows } = await sql<{ tries: number }>`
    update outbox set tries = tries + 1 where workspace_id = ${workspaceId} and id = ${id} returning tries`.execute(
    db,
  );
  const tries = rows[0]?.tries ?? MOST_TRIES;
  await db
    .updateTable('outbox')
    .set({
      status: tries >= MOST_TRIES ? 'dead' : 'pending',
      due_at: new Date(now.getTime() + 1000 * 2 ** (tries - 1)),
      problem: error instanceof Error ? error.message : String(error),
    })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute();
};
