import { describe, expect, it } from 'vitest';
import { codes, withSettings } from '../fake-context.ts';
import { unsupported } from './block.ts';

const block = withSettings(unsupported, { originalType: 'Google Sheets', json: { rows: [1, null] } });

describe('an unsupported block', () => {
  it('is passed through without a word', () => {
    expect(block.enter()).toEqual({ then: { type: 'leave', port: '' } });
  });

  it('says so when checked, with the name people know', () => {
    expect(codes(block.check())).toEqual(['unsupported-block']);
    expect(block.check()[0]?.says).toContain('Google Sheets');
  });
});
