/** Ties a visitor to a person in the database: creates, recognises, merges. Idempotent; nothing drawn is rewritten. */
import { isUnder } from '@sluice/core/rollout/draw';
import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import { recordDeed } from '../features/audit/record.ts';
import type { Services } from '../services.ts';
import { storeCarriedDraws } from './draw-store.ts';
import { carriedDraws, firstContactKey } from './facts.ts';
import { findPerson, type Identity, type KnownPerson } from './known-person.ts';
import type { Visitor } from './visitor.ts';

type Place = { readonly workspaceId: string; readonly channelId: string };
type Tools = Pick<Services, 'clock' | 'random'>;

/**
 * Makes sure the visitor is a person with a row, linked to their proven user id, their token's draws stored.
 * Two people turn out to be one: the visitor is merged into the user. Their draws stay under both ids, and the earliest
 * counts wherever they are read; if the two results differ, a `merge_conflict` event is written.
 */
export const settlePerson = async (
  tools: Tools,
  trx: Db,
  place: Place,
  visitor: Visitor,
): Promise<KnownPerson> => {
  const { workspaceId, channelId } = place;
  const find = (identity: Identity) => findPerson(trx, workspaceId, channelId, identity);
  const asVisitor: Identity = { kind: 'visitor', value: visitor.token.visitor };
  const asUser: Identity | null = visitor.identity && { kind: 'user', value: visitor.identity.userId };

  const byVisitor = await find(asVisitor);
  const byUser = asUser && (await find(asUser));
  if (byVisitor && (!asUser || byVisitor.id === byUser?.id)) {
    await storeCarriedDraws(trx, workspaceId, carriedDraws(visitor, byVisitor.id));
  } else if (byVisitor && asUser && !byUser) {
    await addIdentity(trx, workspaceId, byVisitor.id, asUser);
    await storeCarriedDraws(trx, workspaceId, carriedDraws(visitor, byVisitor.id));
  } else if (byUser) {
    const other = byVisitor ?? (await visitorWithDraws(tools, trx, place, visitor));
    if (other) await merge(tools, trx, workspaceId, other, byUser);
    else await addIdentity(trx, workspaceId, byUser.id, asVisitor);
  } else {
    const id = await createPerson(tools, trx, workspaceId, firstContactKey(visitor));
    await addIdentity(trx, workspaceId, id, asVisitor);
    if (asUser) await addIdentity(trx, workspaceId, id, asUser);
    await storeCarriedDraws(trx, workspaceId, carriedDraws(visitor, id));
  }
  const settled = await find(asVisitor);
  if (!settled) throw new Error('a person was settled and cannot be found');
  await remember(tools, trx, workspaceId, settled, visitor);
  return (await find(asVisitor)) ?? settled;
};

/** An anonymous visitor who was drawn, as a row of their own that can be merged. */
const visitorWithDraws = async (
  tools: Tools,
  trx: Db,
  place: Place,
  visitor: Visitor,
): Promise<KnownPerson | null> => {
  if (visitor.token.draws.length === 0) return null;
  const id = await createPerson(tools, trx, place.workspaceId, visitor.token.visitor);
  const identity: Identity = { kind: 'visitor', value: visitor.token.visitor };
  await addIdentity(trx, place.workspaceId, id, identity);
  await storeCarriedDraws(trx, place.workspaceId, carriedDraws(visitor, id));
  return findPerson(trx, place.workspaceId, place.channelId, identity);
};

const createPerson = async (tools: Tools, trx: Db, workspaceId: string, key: string): Promise<string> => {
  const id = tools.random.id('person');
  const now = new Date(tools.clock.now());
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
  return id;
};

/** Fails on the unique key when somebody else took the identity at the same moment: the caller starts over. */
const addIdentity = async (
  trx: Db,
  workspaceId: string,
  personId: string,
  identity: Identity,
): Promise<void> => {
  await trx
    .insertInto('identities')
    .values({ workspace_id: workspaceId, kind: identity.kind, value: identity.value, person_id: personId })
    .execute();
};

const merge = async (
  tools: Tools,
  trx: Db,
  workspaceId: string,
  from: KnownPerson,
  into: KnownPerson,
): Promise<void> => {
  await trx
    .updateTable('people')
    .set({ merged_into: into.id })
    .where('workspace_id', '=', workspaceId)
    .where((eb) => eb.or([eb('id', '=', from.id), eb('merged_into', '=', from.id)]))
    .execute();
  await trx
    .updateTable('identities')
    .set({ person_id: into.id })
    .where('workspace_id', '=', workspaceId)
    .where('person_id', '=', from.id)
    .execute();
  // What acts named the one names the other now: decisions must read the act log again.
  await sql`update channels set revision = revision + 1 where workspace_id = ${workspaceId} and id in (
    select d.channel_id from acts a join deployments d on d.workspace_id = a.workspace_id and d.id = a.deployment_id
    where a.workspace_id = ${workspaceId} and a.person_id = ${from.id})`.execute(trx);
  for (const [deploymentId, draw] of from.draws) {
    const other = into.draws.get(deploymentId);
    if (!other || other.generation !== draw.generation) continue;
    if (isUnder(draw.u32, draw.share) === isUnder(other.u32, other.share)) continue;
    await recordDeed(
      tools,
      trx,
      { workspaceId, name: 'Sluice' },
      {
        action: 'merge_conflict',
        target: into.id,
        before: { deploymentId, merged: from.id, drawn: { u32: draw.u32, share: draw.share } },
        after: { deploymentId, drawn: { u32: other.u32, share: other.share } },
      },
    );
  }
};

/** Keeps what was proven and what was claimed, and when they were last here. */
const remember = async (
  tools: Tools,
  trx: Db,
  workspaceId: string,
  person: KnownPerson,
  visitor: Visitor,
): Promise<void> => {
  await trx
    .updateTable('people')
    .set({
      attributes: JSON.stringify({ ...person.verified, ...visitor.identity?.attributes }),
      claimed: JSON.stringify(visitor.claimed),
      last_seen_at: new Date(tools.clock.now()),
    })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', person.id)
    .execute();
};
