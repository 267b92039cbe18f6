import { describe, expect, it } from 'vitest';
import { codes, withSettings } from '../fake-context.ts';
import { tag } from './block.ts';

describe('a tag block', () => {
  it('adds and removes tags, values filled in', () => {
    const block = withSettings(tag, { add: ['Lead', 'Likes {{ what }}'], remove: ['Visitor'] });
    expect(block.enter({ variables: { what: 'bags' } }).effects).toEqual([
      { type: 'tag', add: ['Lead', 'Likes bags'], remove: ['Visitor'] },
    ]);
  });

  it('drops empty tags and repetitions, and asks for nothing when none is left', () => {
    const block = withSettings(tag, { add: [' {{ what }} ', '{{ what }}', '  '] });
    expect(block.enter({ variables: { what: 'VIP' } }).effects).toEqual([
      { type: 'tag', add: ['VIP'], remove: [] },
    ]);
    expect(block.enter({ variables: { what: null } }).effects).toEqual([]);
  });

  it('is found wanting without tags, or with one both ways', () => {
    expect(codes(withSettings(tag, {}).check())).toEqual(['tag-without-tags']);
    expect(codes(withSettings(tag, { add: ['A'], remove: ['A'] }).check())).toEqual(['tag-both-ways remove']);
  });
});
