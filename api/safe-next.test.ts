import { describe, expect, it } from 'vitest';
import { safeNext } from './safe-next.ts';

describe('where one goes after signing in', () => {
  it.each([
    '/studio',
    '/studio/flows/flow_1?tab=versions&compare=1,2#top',
    '/studio/flows?q=a%20b',
    '/studio/flows?back=/studio/home',
    '/studio/@me/~x',
  ])('is the page of ours that was asked for: %s', (next) => {
    expect(safeNext(next)).toBe(next);
  });

  const HOSTILE = [
    '//evil.com',
    '///evil.com',
    'https:evil',
    'https://evil.com',
    'http:/evil.com',
    '/\\evil.com',
    '/\\\\evil.com',
    '\\\\evil.com',
    'javascript:alert(1)',
    'data:text/html,x',
    '%2f%2fevil.com',
    '/%2f/evil.com',
    '/%2F%2Fevil.com',
    '/%5cevil.com',
    '/a//evil.com',
    '/./ /evil.com',
    '/.//evil.com',
    '/..//evil.com',
    '/a/..//evil.com',
    '/%2e%2e/evil.com',
    '/\tevil.com',
    '/\n/evil.com',
    '/%0d%0aset-cookie:x',
    ' /evil.com',
    ' //evil.com',
    'evil.com',
    '@evil.com',
    '',
    '/'.padEnd(3_000, 'a'),
    null,
    undefined,
    ['/studio'],
    42,
  ];
  it.each(HOSTILE)('AUT-03: is home instead of %j', (next) => {
    expect(safeNext(next)).toBe('/studio');
  });

  it.each([...HOSTILE, '/a?next=//evil.com', '/studio?next=https://evil.com'])(
    'AUT-03: stays on our own origin, as a browser reads it: %j',
    (next) => {
      const gone = new URL(safeNext(next), 'https://chat.example.com/studio/sign-in');
      expect(gone.origin).toBe('https://chat.example.com');
      expect(gone.pathname.startsWith('//')).toBe(false);
    },
  );
});
