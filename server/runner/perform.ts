/** Performs what flows asked of the world, from the outbox: at least once, tried again, and never silently dropped. */

import { SECOND } from '@sluice/core/instant';
import type { Effect } from '@sluice/core/interpreter/effect';
import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import { isOutage } from '../db/outage.ts';
import { type Given, giveAttribute, giveTags } from '../features/people/layers.ts';
import type { Services } from '../services.ts';
import type { Span } from '../tracing.ts';
import { inTransaction } from './retry.ts';

const MOST_TRIES = 8;
const BATCH = 50;

type Wish = {
  workspace_id: string;
  id: string;
  conversation_id: string;
  person_id: string;
  effect: Effect;
};

/**
 * Performs due wishes, the oldest first, each in a transaction that also removes it: an effect on our own database
 * happens exactly once. The wishes of one conversation keep their order: while one is put off, those after it wait.
 * Returns how many were tried.
 */
export const performDue = async (
  { db, clock, log, tracing }: Pick<Services, 'db' | 'clock' | 'log' | 'tracing'>,
  conversation?: { readonly workspaceId: string; readonly id: string },
): Promise<number> => {
  let tried = 0;
  for (;;) {
    const now = new Date(clock.now());
    const due = await nextWishes(db, now, conversation);
    let moved = 0;
    for (const { workspace_id, id } of due) {
      try {
        const done = await tracing.span('perform', { 'sluice.wish': id }, (span) =>
          inTransaction(db, async () => (trx) => performOne(trx, workspace_id, id, span)),
        );
        if (done) moved += 1;
      } catch (error) {
        if (isOutage(error)) throw error;
        log.error({ err: error, wish: id }, 'effect failed');
        await putOff(db, workspace_id, id, now, error);
        moved += 1;
      }
    }
    tried += moved;
    // Each round takes one wish of each conversation; nothing moved means others are performing what is left.
    if (moved === 0) return tried;
  }
};

/** The first pending wish of each conversation that has one, if it is due. */
const nextWishes = (
  db: Db,
  now: Date,
  conversation?: { readonly workspaceId: string; readonly id: string },
) =>
  db
    .selectFrom('outbox as o')
    .select(['o.workspace_id', 'o.id'])
    .where('o.status', '=', 'pending')
    .where('o.due_at', '<=', now)
    .$if(conversation !== undefined, (query) =>
      query
        .where('o.workspace_id', '=', conversation?.workspaceId ?? '')
        .where('o.conversation_id', '=', conversation?.id ?? ''),
    )
    .where(
      sql<boolean>`not exists (select 1 from outbox earlier where earlier.workspace_id = o.workspace_id
        and earlier.conversation_id = o.conversation_id and earlier.status = 'pending'
        and (earlier.turn, earlier.n) < (o.turn, o.n))`,
    )
    .orderBy('o.due_at')
    .limit(BATCH)
    .execute();

/** False when another process has it, or had it. */
const performOne = async (trx: Db, workspaceId: string, id: string, span: Span): Promise<boolean> => {
  const { rows } = await sql<Wish>`
    select workspace_id, id, conversation_id, person_id, effect from outbox
    where workspace_id = ${workspaceId} and id = ${id} and status = 'pending'
    for update skip locked`.execute(trx);
  const wish = rows[0];
  if (!wish) return false;
  span.set({ 'sluice.conversation': wish.conversation_id, 'sluice.effect': wish.effect.type });
  await applyToPerson(trx, wish);
  await trx.deleteFrom('outbox').where('workspace_id', '=', workspaceId).where('id', '=', id).execute();
  return true;
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
  const says = error instanceof Error ? error.message : String(error);
  await sql`
    update outbox set tries = tries + 1, problem = ${says},
      status = case when tries + 1 >= ${MOST_TRIES}::int then 'dead' else 'pending' end,
      due_at = ${now}::timestamptz + interval '1 millisecond' * ${SECOND}::int * power(2, tries)
    where workspace_id = ${workspaceId} and id = ${id}`.execute(db);
};
