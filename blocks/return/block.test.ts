import { describe, expect, it } from 'vitest';
import { withSettings } from '../fake-context.ts';
import { returnBlock } from './block.ts';

describe('a return', () => {
  it('goes back to the mark; what comes after it is for when there is none', () => {
    expect(withSettings(returnBlock, {}).enter()).toEqual({ then: { type: 'return' } });
    expect(withSettings(returnBlock, {}).ports()).toEqual({ named: [], next: true });
  });

  it('has no settings', () => {
    expect(returnBlock.settings.safeParse({ to: 'start' }).success).toBe(false);
  });
});
