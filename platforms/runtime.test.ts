import { expect, test } from 'vitest';
import { findPlatform, platforms } from './runtime.ts';

test('every platform is found by its own id', () => {
  for (const [id, platform] of platforms) expect(findPlatform(id)).toEqual({ ok: true, value: platform });
});

test.each(['intercom', 'nowhere', '__proto__', ''])(
  'an unknown platform is a problem that names the known ones: %j',
  (id) =>
    expect(findPlatform(id)).toMatchObject({
      ok: false,
      problems: [{ code: 'unknown-platform', at: 'platform', hint: 'Use one of: website.' }],
    }),
);
