/** A person as the API answers them. */
import type { JsonObject } from '@sluice/core/json';
import { effectiveOf } from './layers.ts';
import type { PersonRow, ResolvedPerson } from './store.ts';

export const personItem = (row: PersonRow) => {
  const attributes = effectiveOf({ claimed: row.claimed, given: row.given, verified: row.attributes });
  return {
    id: row.id,
    key: row.key,
    attributes,
    tags: tagsOf(attributes),
    createdAt: row.created_at.toISOString(),
    lastSeenAt: row.last_seen_at.toISOString(),
  };
};

type Identity = { readonly kind: 'user' | 'visitor' | 'intercom'; readonly value: string };

export const personAnswer = ({ person, ids }: ResolvedPerson, identities: readonly Identity[]) => ({
  ...personItem(person),
  verified: person.attributes,
  given: person.given,
  claimed: person.claimed,
  identities,
  mergedIds: ids.slice(1),
});
export type PersonAnswer = ReturnType<typeof personAnswer>;

const tagsOf = ({ tags }: JsonObject): readonly string[] =>
  Array.isArray(tags) ? tags.filter((tag) => typeof tag === 'string') : [];
