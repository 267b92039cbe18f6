/** Always and Never: lists of people by any of their identities. */
import type { PersonFacts } from './person.ts';

/**
 * One spelling for an identity: outer white space goes, NFC as in the draw, and an email in small letters, so that
 * a complaint written "Ann@Firm.com" also keeps ann@firm.com out. Other ids keep their case: they are exact.
 */
export const listKey = (identity: string): string => {
  const text = identity.trim().normalize('NFC');
  return text.includes('@') ? text.toLowerCase() : text;
};

export type Listing = ReadonlySet<string>;

export const compileListing = (identities: readonly string[]): Listing => new Set(identities.map(listKey));

/**
 * True when any identity of the person is on the list; the internal id and the draw's key count as identities.
 * An empty list costs nothing.
 */
export const isListed = (listing: Listing, person: Omit<PersonFacts, 'attributes'>): boolean => {
  if (listing.size === 0) return false;
  if (listing.has(listKey(person.id)) || (person.key !== null && listing.has(listKey(person.key))))
    return true;
  return person.identities.some((identity) => listing.has(listKey(identity)));
};
