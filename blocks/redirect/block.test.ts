import { describe, expect, it } from 'vitest';
import { codes, withSettings } from '../fake-context.ts';
import { redirect } from './block.ts';

const effects = (settings: object, variables = {}) =>
  withSettings(redirect, settings).enter({ variables }).effects;

describe('a redirect', () => {
  it('opens the page in the same tab, or in a new one', () => {
    expect(effects({ url: 'https://example.com' })).toEqual([
      { type: 'redirect', url: 'https://example.com', newTab: false },
    ]);
    expect(effects({ url: 'https://example.com', newTab: true })).toEqual([
      { type: 'redirect', url: 'https://example.com', newTab: true },
    ]);
  });

  it('encodes answers in the address, and never opens an unsafe one', () => {
    expect(effects({ url: 'https://example.com/o/{{ id }}' }, { id: '../x' })).toEqual([
      { type: 'redirect', url: 'https://example.com/o/..%2Fx', newTab: false },
    ]);
    expect(effects({ url: '{{ page }}' }, { page: 'javascript:alert(1)' })).toEqual([]);
    expect(effects({ url: 'https://{{ page }}' }, { page: 'evil.example' })).toEqual([]);
  });

  it('goes on in any case', () => {
    expect(withSettings(redirect, { url: '{{ none }}' }).enter().then).toEqual({ type: 'leave', port: '' });
  });

  it('is checked for an address that can be opened', () => {
    expect(codes(withSettings(redirect, { url: 'mailto:ann@example.com' }).check())).toEqual([
      'not-an-address url',
    ]);
  });
});
