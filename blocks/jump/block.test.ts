import { describe, expect, it } from 'vitest';
import { codes, fakeCheck, withSettings } from '../fake-context.ts';
import { jump } from './block.ts';

const to = { group: 'terms', block: 'short' };

describe('a jump', () => {
  it('goes to a group or a block in it', () => {
    expect(withSettings(jump, { to }).enter()).toEqual({ then: { type: 'jump', to, andReturn: false } });
  });

  it('comes back when asked to; only then there is an "after this"', () => {
    const block = withSettings(jump, { to, callAndReturn: true });
    expect(block.enter().then).toEqual({ type: 'jump', to, andReturn: true });
    expect(block.ports().next).toBe(true);
    expect(withSettings(jump, { to }).ports().next).toBe(false);
  });

  it('is found wanting when its target does not exist', () => {
    const check = (places: readonly string[]) =>
      codes(withSettings(jump, { to }).check(fakeCheck({ places })));
    expect(check(['terms', 'short'])).toEqual([]);
    expect(check(['terms'])).toEqual(['unknown-block to.block']);
    expect(check([])).toEqual(['unknown-group to.group']);
  });
});
