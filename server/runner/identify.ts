/** Ties a visitor to a person in the database: creates, recognises, merges. Idempotent; nothing drawn is rewritten. */
import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import { NOTHING_GIVEN } from '../features/people/layers.ts';
import type { Services } from '../services.ts';
import { storeCarriedDraws } from './draw-store.ts';
import { carriedDraws, firstContactKey } from './facts.ts';
import { earliest, findPerson, type Identity, type KnownPerson } from './known-person.ts';
import { mergePeople } from './merge-people.ts';
import { isErased } from './tombstone.ts';
import { anew, type Visitor } from './visitor.ts';

type Place = { readonly workspaceId: string; readonly channelId: string };
type Tools = Pick<Services, 'clock' | 'random'>;

export type Settled = {
  /** The visitor who came, their draws stored and so no longer in the token; a stranger if that token was no good. */
  readonly visitor: Visitor;
  readonly person: KnownPerson;
  /** Channels whose plans must be forgotten once the transaction is committed: a merge changed whom acts name. */
  readonly changedChannels: readonly string[];
};

/**
 * Makes sure the visitor is a person with a row, linked to their proven user id, their token's draws stored.
 * - An erased visitor's token, and one of a browser on which somebody else signs in now, count for nothing.
 * - A visitor who proves to be a known user is merged into them.
 */
export const settlePerson = async (tools: Tools, trx: Db, place: Place, came: Visitor): Promise<Settled> => {
  const { visitor, byVisitor } = await recognised(tools, trx, place, came);
  const byUser =
    visitor.identity && (await findPerson(trx, place.workspaceId, place.channelId, asUser(visitor)));
  const settled = await settle(tools, trx, place, visitor, byVisitor, byUser);
  return {
    ...settled,
    visitor: { ...visitor, fresh: false, token: { ...visitor.token, stored: true, draws: [] } },
  };
};

export const asVisitor = ({ token }: Visitor): Identity => ({ kind: 'visitor', value: token.visitor });
export const asUser = ({ identity }: Visitor): Identity => ({ kind: 'user', value: identity?.userId ?? '' });

export const isUser = ({ identities }: KnownPerson): boolean =>
  identities.some(({ kind }) => kind === 'user');

const hasIdentity = ({ identities }: KnownPerson, { kind, value }: Identity): boolean =>
  identities.some((identity) => identity.kind === kind && identity.value === value);

/** Who the token says they are, if it may still say so. */
const recognised = async (
  tools: Tools,
  trx: Db,
  { workspaceId, channelId }: Place,
  came: Visitor,
): Promise<{ readonly visitor: Visitor; readonly byVisitor: KnownPerson | null }> => {
  if (came.fresh) return { visitor: came, byVisitor: null };
  const found = await findPerson(trx, workspaceId, channelId, asVisitor(came));
  if (!found && (await isErased(trx, workspaceId, came.token.visitor))) {
    return { visitor: anew(tools, came), byVisitor: null };
  }
  const isOthers =
    came.identity !== null && found !== null && isUser(found) && !hasIdentity(found, asUser(came));
  return isOthers ? { visitor: anew(tools, came), byVisitor: null } : { visitor: came, byVisitor: found };
};

const settle = async (
  tools: Tools,
  trx: Db,
  place: Place,
  visitor: Visitor,
  byVisitor: KnownPerson | null,
  byUser: KnownPerson | null,
): Promise<Omit<Settled, 'visitor'>> => {
  const { workspaceId, channelId } = place;
  if (byVisitor && byUser && byVisitor.id !== byUser.id) {
    const from = await withCarriedDraws(trx, workspaceId, byVisitor, visitor);
    return merged(tools, trx, place, visitor, from, byUser);
  }
  if (byVisitor) {
    await remember(tools, trx, workspaceId, byVisitor.id, visitor);
    const person = await withCarriedDraws(trx, workspaceId, byVisitor, visitor);
    if (!visitor.identity || byUser) return { person, changedChannels: [] };
    return { person: await withIdentity(trx, workspaceId, person, asUser(visitor)), changedChannels: [] };
  }
  if (!byUser) {
    const identities = visitor.identity ? [asVisitor(visitor), asUser(visitor)] : [asVisitor(visitor)];
    const person = await createPerson(tools, trx, workspaceId, visitor, firstContactKey(visitor), identities);
    return { person: await withCarriedDraws(trx, workspaceId, person, visitor), changedChannels: [] };
  }
  if (visitor.token.draws.length > 0) {
    // Drawn as an anonymous visitor before: a person of their own, so that those draws have somebody to hang on.
    const key = visitor.token.visitor;
    const drawn = await createPerson(tools, trx, workspaceId, visitor, key, [asVisitor(visitor)]);
    const from = await withCarriedDraws(trx, workspaceId, drawn, visitor);
    return merged(tools, trx, { workspaceId, channelId }, visitor, from, byUser);
  }
  await remember(tools, trx, workspaceId, byUser.id, visitor);
  return { person: await withIdentity(trx, workspaceId, byUser, asVisitor(visitor)), changedChannels: [] };
};

const merged = async (
  tools: Tools,
  trx: Db,
  { workspaceId, channelId }: Place,
  visitor: Visitor,
  from: KnownPerson,
  into: KnownPerson,
): Promise<Omit<Settled, 'visitor'>> => {
  const changedChannels = await mergePeople(tools, trx, workspaceId, from, into);
  await remember(tools, trx, workspaceId, into.id, visitor);
  const person = await findPerson(trx, workspaceId, channelId, asUser(visitor));
  if (!person) throw new Error('a person was merged and cannot be found');
  return { person, changedChannels };
};

/** A new row with all its identities, in one statement; a taken identity fails it, and the caller starts over. */
const createPerson = async (
  tools: Tools,
  trx: Db,
  workspaceId: string,
  visitor: Visitor,
  key: string,
  identities: readonly Identity[],
): Promise<KnownPerson> => {
  const person = newPerson(tools, visitor, key, identities);
  const { id, verified, createdAt } = person;
  await sql`
    with person as (
      insert into people (workspace_id, id, key, attributes, claimed, created_at, last_seen_at)
      values (${workspaceId}, ${id}, ${key}, ${JSON.stringify(verified)}::jsonb,
        ${JSON.stringify(visitor.claimed)}::jsonb, ${createdAt}::timestamptz, ${createdAt}::timestamptz)
      returning workspace_id, id
    )
    insert into identities (workspace_id, kind, value, person_id)
    select person.workspace_id, i.kind, i.value, person.id from person, (values ${sql.join(
      identities.map(({ kind, value }) => sql`(${kind}, ${value})`),
    )}) as i (kind, value)`.execute(trx);
  return person;
};

/** A person nobody has met yet, written nowhere so far. */
export const newPerson = (
  { clock, random }: Tools,
  { identity }: Visitor,
  key: string,
  identities: readonly Identity[],
): KnownPerson => {
  const id = random.id('person');
  return {
    id,
    ids: [id],
    key,
    verified: identities.some(({ kind }) => kind === 'user') ? (identity?.attributes ?? {}) : {},
    given: NOTHING_GIVEN,
    createdAt: new Date(clock.now()),
    identities,
    draws: new Map(),
    openConversation: null,
  };
};

const withCarriedDraws = async (
  trx: Db,
  workspaceId: string,
  person: KnownPerson,
  visitor: Visitor,
): Promise<KnownPerson> => {
  const stored = await storeCarriedDraws(trx, workspaceId, carriedDraws(visitor, person.id));
  return stored.length === 0 ? person : { ...person, draws: earliest([...person.draws.values(), ...stored]) };
};

/** Fails on the unique key when somebody else took the identity at the same moment: the caller starts over. */
const withIdentity = async (
  trx: Db,
  workspaceId: string,
  person: KnownPerson,
  identity: Identity,
): Promise<KnownPerson> => {
  await trx
    .insertInto('identities')
    .values({ workspace_id: workspaceId, ...identity, person_id: person.id })
    .execute();
  return { ...person, identities: [...person.identities, identity] };
};

/** Keeps what was proven and what was claimed, and when they were last here. */
const remember = async (
  { clock }: Pick<Tools, 'clock'>,
  trx: Db,
  workspaceId: string,
  personId: string,
  { identity, claimed }: Visitor,
): Promise<void> => {
  await trx
    .updateTable('people')
    .set({
      claimed: JSON.stringify(claimed),
      last_seen_at: new Date(clock.now()),
      // Added in the database: what the API set meanwhile is kept.
      ...(identity
        ? { attributes: sql<string>`attributes || ${JSON.stringify(identity.attributes)}::jsonb` }
        : {}),
    })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', personId)
    .execute();
};
