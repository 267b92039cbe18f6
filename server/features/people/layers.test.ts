import { describe, expect, it } from 'vitest';
import { effectiveOf, giveAttribute, giveTags, NOTHING_GIVEN } from './layers.ts';

const layers = { claimed: { plan: 'free', tags: ['VIP'] }, given: NOTHING_GIVEN, verified: {} };

describe('the layers of a person', () => {
  it('what is verified beats what a flow gave, and that beats what a page claims', () => {
    const given = giveAttribute(NOTHING_GIVEN, 'plan', 'trial');
    expect(effectiveOf({ ...layers, given }).plan).toBe('trial');
    expect(effectiveOf({ ...layers, given, verified: { plan: 'premium' } }).plan).toBe('premium');
  });

  it('a tag given by a flow joins the tags that are there, and does not make a claimed tag verified', () => {
    const given = giveTags(NOTHING_GIVEN, ['met the bot'], []);
    expect(effectiveOf({ ...layers, given }).tags).toEqual(['VIP', 'met the bot']);
    expect(effectiveOf({ ...layers, given, verified: { tags: ['basic'] } }).tags).toEqual([
      'basic',
      'met the bot',
    ]);
  });

  it('a removed tag stays removed until a flow adds it again', () => {
    const removed = giveTags(NOTHING_GIVEN, [], ['VIP']);
    expect(effectiveOf({ ...layers, given: removed }).tags).toEqual([]);
    expect(effectiveOf({ ...layers, given: giveTags(removed, ['VIP'], []) }).tags).toEqual(['VIP']);
  });

  it('a dotted name is a path: what is verified there beats it, what stands beside it stays', () => {
    const given = giveAttribute(giveAttribute(NOTHING_GIVEN, 'custom.seats', 3), 'custom.plan', 'trial');
    expect(effectiveOf({ ...layers, given, verified: { custom: { plan: 'pro' } } }).custom).toEqual({
      seats: 3,
      plan: 'pro',
    });
  });

  it('an attribute called __proto__ is only a name', () => {
    const given = giveAttribute(NOTHING_GIVEN, '__proto__', { polluted: true });
    expect(Object.hasOwn(given.attributes, '__proto__')).toBe(true);
    expect(Object.hasOwn({}, 'polluted')).toBe(false);
    expect((effectiveOf({ ...layers, given }) as { polluted?: boolean }).polluted).toBeUndefined();
  });
});
