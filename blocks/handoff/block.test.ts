import { describe, expect, it } from 'vitest';
import { codes, fakeCheck, said, withSettings } from '../fake-context.ts';
import { handoff } from './block.ts';

describe('a hand-off', () => {
  it('says its message, then gives people what is known, and stops', () => {
    const move = withSettings(handoff, {
      queue: 'support {{ person.locale }}',
      message: 'One moment, {{ name }}.',
      context: ['name', 'order', 'note'],
    }).enter({ variables: { name: 'Ann', order: 12, note: null }, person: { attributes: { locale: 'de' } } });
    expect(said(move)).toEqual(['One moment, Ann.']);
    expect(move.effects?.at(-1)).toEqual({
      type: 'handoff',
      queue: 'support de',
      context: { name: 'Ann', order: 12 },
    });
    expect(move.then).toEqual({ type: 'hand-off' });
  });

  it('needs no settings at all', () => {
    expect(withSettings(handoff, {}).enter()).toEqual({
      effects: [{ type: 'handoff' }],
      then: { type: 'hand-off' },
    });
  });

  it('is found wanting when its context names an unknown variable', () => {
    const check = fakeCheck({ variables: ['name'] });
    expect(codes(withSettings(handoff, { context: ['name', 'nmae'] }).check(check))).toEqual([
      'unknown-variable context.1',
    ]);
  });

  it('goes on after itself, for when people give the conversation back', () => {
    expect(withSettings(handoff, {}).ports()).toEqual({ named: [], next: true });
  });
});
