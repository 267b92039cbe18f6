/** Setting what is verified about a person. */
import type { JsonObject } from '@sluice/core/json';
import { ok, problem, type Result, refused } from '@sluice/core/problem';
import { sql } from 'kysely';
import type { Db } from '../../db/database.ts';
import type { Actor } from '../../http/actor.ts';
import { mergePatch } from '../../http/merge-patch.ts';
import { inTransaction } from '../../runner/retry.ts';
import type { Services } from '../../services.ts';
import { recordDeed } from '../audit/record.ts';
import { type PersonAnswer, personAnswer } from './person-answer.ts';
import { type ResolvedPerson, readIdentities, resolvePersonId } from './store.ts';

/** Characters of JSON; every decision and every turn reads all of it. */
const LARGEST = 64 * 1024;

/** A key that nobody has yet makes a person with that user id. Two calls at once with a new key make one person. */
export const putPerson = async (
  services: Services,
  actor: Actor,
  key: string,
  patch: { readonly [name: string]: unknown },
): Promise<Result<PersonAnswer>> =>
  inTransaction(services.db, async () => async (trx) => {
    const { workspaceId } = actor;
    const found = await lockByKey(trx, workspaceId, key);
    const whole = (before: JsonObject) => mergePatch(before, patch as JsonObject); // a parsed body is JSON
    // Refused before anything is written: what a transaction has written stays when it answers with a refusal.
    if (JSON.stringify(whole(found?.person.attributes ?? {})).length > LARGEST) return TOO_LARGE;
    const known = found ?? (await createPerson(services, trx, actor, key));
    const before = known.person.attributes;
    const attributes = whole(before);
    await trx
      .updateTable('people')
      .set({ attributes: JSON.stringify(attributes) })
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', known.person.id)
      .execute();
    await recordDeed(services, trx, actor, {
      action: 'person.put',
      target: known.person.id,
      before,
      after: attributes,
    });
    const identities = await readIdentities(trx, workspaceId, known.ids);
    return ok(personAnswer({ ...known, person: { ...known.person, attributes } }, identities));
  });

const TOO_LARGE: Result<never> = refused(
  problem(
    'too-large',
    'attributes',
    'The attributes of one person take more than 64 KB.',
    'Keep only what flows and audiences need.',
  ),
);

/**
 * An identity first, of any kind; then the key of first contact, or the internal id. E-mail addresses do not count
 * here: what is only claimed, or shared by two people, must not decide whose attributes change.
 */
const lockByKey = async (trx: Db, workspaceId: string, key: string): Promise<ResolvedPerson | null> => {
  const { rows } = await sql<{ id: string }>`
    select id from (
      select 1 as rank, person_id as id from identities where workspace_id = ${workspaceId} and value = ${key}
      union all
      select 2, id from people where workspace_id = ${workspaceId} and key = ${key}
      union all
      select 3, id from people where workspace_id = ${workspaceId} and id = ${key}
    ) found order by rank, id limit 1`.execute(trx);
  const id = rows[0]?.id;
  if (id === undefined) return null;
  const found = await resolvePersonId(trx, workspaceId, id);
  if (!found) return null;
  await trx
    .selectFrom('people')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', found.person.id)
    .forUpdate()
    .execute();
  // read again behind the lock: a patch must build on what the one before it wrote
  return resolvePersonId(trx, workspaceId, found.person.id);
};

const createPerson = async (
  services: Services,
  trx: Db,
  { workspaceId }: Actor,
  key: string,
): Promise<ResolvedPerson> => {
  const id = services.random.id('person');
  const now = new Date(services.clock.now());
  await trx
    .insertInto('people')
    .values({
      workspace_id: workspaceId,
      id,
      key,
      attributes: '{}',
      claimed: '{}',
      merged_into: null,
      created_at: now,
      last_seen_at: now,
    })
    .execute();
  const taken = await trx
    .insertInto('identities')
    .values({ workspace_id: workspaceId, kind: 'user', value: key, person_id: id })
    .onConflict((conflict) => conflict.doNothing())
    .returning('person_id')
    .executeTakeFirst();
  if (!taken) {
    // Somebody else made this person a moment ago: theirs counts, ours was never seen.
    await trx.deleteFrom('people').where('workspace_id', '=', workspaceId).where('id', '=', id).execute();
  }
  const made = taken ? await resolvePersonId(trx, workspaceId, id) : await lockByKey(trx, workspaceId, key);
  if (!made) throw new Error('a person was made and cannot be found');
  return made;
};
