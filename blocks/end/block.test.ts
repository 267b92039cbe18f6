import { describe, expect, it } from 'vitest';
import { withSettings } from '../fake-context.ts';
import { end } from './block.ts';

describe('an end', () => {
  it('ends the flow with its outcome, or without one', () => {
    expect(withSettings(end, { outcome: ' solved ' }).enter()).toEqual({
      then: { type: 'end', outcome: 'solved' },
    });
    expect(withSettings(end, {}).enter()).toEqual({ then: { type: 'end' } });
  });

  it('has no way on, and refuses an empty outcome', () => {
    expect(withSettings(end, {}).ports()).toEqual({ named: [], next: false });
    expect(end.settings.safeParse({ outcome: ' ' }).success).toBe(false);
  });
});
