/** Promises of what a decision sees of a visitor: their draws, their key of first contact, their attributes in layers. */
import { type Draw, METHOD } from '@sluice/core/rollout/draw';
import { describe, expect, it } from 'vitest';
import { NOTHING_GIVEN } from '../features/people/layers.ts';
import { drawsOf, factsOf, firstContactKey } from './facts.ts';
import { earliest, type KnownPerson } from './known-person.ts';
import type { Visitor } from './visitor.ts';

const carried = { deploymentId: 'd', generation: 1, u32: 1, share: 100, act: 0, at: 1_000 };
const visitor: Visitor = {
  token: { visitor: 'visitor_1', channel: 'pub', draws: [carried], stored: true, issuedAt: 0 },
  fresh: false,
  identity: null,
  claimed: { plan: 'free', locale: 'de' },
};
const draw = (more: Partial<Draw>): Draw => ({
  ...carried,
  person: 'person_1',
  purpose: 'conversation',
  method: METHOD,
  ...more,
});
const known = (draws: readonly Draw[]): KnownPerson => ({
  id: 'person_1',
  ids: ['person_1'],
  key: 'ann',
  verified: { plan: 'pro', email: 'ann@shop.example' },
  given: NOTHING_GIVEN,
  createdAt: new Date(0),
  identities: [{ kind: 'user', value: 'ann' }],
  draws: earliest(draws),
  openConversation: null,
});

describe('the draws a decision is made on', () => {
  it('a stored one wins over one that only the token carries, unless everyone was redrawn since', () => {
    const shareOf = (stored: Draw) => drawsOf(visitor, known([stored]), 'person_1').get('d')?.share;
    expect(shareOf(draw({ share: 5_000 }))).toBe(5_000);
    expect(shareOf(draw({ share: 5_000, generation: 0 }))).toBe(100);
  });

  it('of several the earliest by act, then by time; of the newest generation', () => {
    const first = (...draws: Draw[]) => earliest(draws).get('d');
    const byAct = draw({ act: 1, at: 9_000 });
    expect(first(draw({ act: 2, at: 1_000 }), byAct)).toBe(byAct);
    const byTime = draw({ act: 1, at: 500 });
    expect(first(byAct, byTime)).toBe(byTime);
    const redrawn = draw({ generation: 2, act: 7, at: 10_000 });
    expect(first(byTime, redrawn)).toBe(redrawn);
  });
});

describe('the person a decision sees', () => {
  it('keeps the number of the visitor who was drawn first, and takes the user id of whom nobody drew', () => {
    const identity = { userId: 'ann', attributes: {} };
    expect(firstContactKey({ ...visitor, identity })).toBe('visitor_1');
    const undrawn = { ...visitor, token: { ...visitor.token, draws: [] } };
    expect(firstContactKey({ ...undrawn, identity })).toBe('ann');
    expect(firstContactKey(undrawn)).toBe('visitor_1');
  });

  it('is known by every id, the effective e-mail included; what is verified beats what is claimed', () => {
    const facts = factsOf(visitor, known([]), 'person_1');
    expect(facts).toMatchObject({
      id: 'person_1',
      key: 'ann',
      attributes: { plan: 'pro', locale: 'de', first_seen: '1970-01-01T00:00:00.000Z' },
    });
    expect([...facts.identities].sort()).toEqual(['ann', 'ann@shop.example', 'visitor_1']);
  });
});
