/** A visitor as the decision sees them: one person, whatever is known and claimed about them. */
import type { PersonFacts } from '@sluice/core/deployment/person';
import { toIso } from '@sluice/core/instant';
import type { JsonObject } from '@sluice/core/json';
import { type Draw, METHOD } from '@sluice/core/rollout/draw';
import type { LoadedChannel } from '../features/deployments/plans.ts';
import { effectiveOf, NOTHING_GIVEN } from '../features/people/layers.ts';
import type { KnownPerson } from './known-person.ts';
import type { Visitor } from './visitor.ts';

/** Ids of people who exist only in a token are their visitor's; a row gets one of its own when it is written. */
export const factsOf = (visitor: Visitor, known: KnownPerson | null, personId: string): PersonFacts => {
  const attributes: JsonObject = {
    ...effectiveOf({
      claimed: visitor.claimed,
      given: known?.given ?? NOTHING_GIVEN,
      verified: { ...known?.verified, ...visitor.identity?.attributes },
    }),
    first_seen: toIso(known?.createdAt.getTime() ?? visitor.token.issuedAt),
  };
  const key = known?.key ?? firstContactKey(visitor);
  const identities = new Set([
    key,
    visitor.token.visitor,
    ...(known?.identities ?? []).map(({ value }) => value),
  ]);
  if (visitor.identity) identities.add(visitor.identity.userId);
  if (typeof attributes.email === 'string') identities.add(attributes.email);
  return { id: personId, key, identities: [...identities], attributes };
};

/** The stable id on first contact. Someone already drawn as an anonymous visitor keeps that visitor's number. */
export const firstContactKey = (visitor: Visitor): string =>
  visitor.identity && visitor.token.draws.length === 0 ? visitor.identity.userId : visitor.token.visitor;

/** The draws to decide on: stored ones win over those that only travel in the token. */
export const drawsOf = (
  visitor: Visitor,
  known: KnownPerson | null,
  personId: string,
): ReadonlyMap<string, Draw> => {
  const draws = new Map(carriedDraws(visitor, personId).map((draw) => [draw.deploymentId, draw]));
  for (const [deploymentId, draw] of known?.draws ?? []) {
    const carried = draws.get(deploymentId);
    if (!carried || carried.generation <= draw.generation) draws.set(deploymentId, draw);
  }
  return draws;
};

export const carriedDraws = (visitor: Visitor, personId: string): readonly Draw[] =>
  visitor.token.draws.map((draw) => ({ ...draw, person: personId, purpose: 'visit', method: METHOD }));

/** The token with what was drawn just now; draws of deployments that are gone make room. */
export const withDraws = (
  token: Visitor['token'],
  loaded: LoadedChannel,
  draws: readonly Draw[],
): Visitor['token'] => {
  if (draws.length === 0) return token;
  const kept = new Map(
    token.draws.filter((draw) => loaded.deployments.has(draw.deploymentId)).map((d) => [d.deploymentId, d]),
  );
  for (const { deploymentId, generation, u32, share, act, at } of draws) {
    kept.set(deploymentId, { deploymentId, generation, u32, share, act, at });
  }
  return { ...token, draws: [...kept.values()] };
};
