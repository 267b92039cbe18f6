import { describe, expect, test } from 'vitest';
import { readConfig } from './config.ts';

const refusedAt = (env: Record<string, string>) => {
  const read = readConfig(env);
  return read.ok ? [] : read.problems.map(({ at }) => at);
};

describe('the environment', () => {
  test('nothing needs to be set', () => {
    expect(readConfig({})).toMatchObject({
      ok: true,
      value: { port: 4400, host: '127.0.0.1', demo: true, rateLimits: true, trustProxy: false },
    });
  });

  test('an empty value counts as unset', () => {
    expect(readConfig({ PORT: '', SLUICE_SECRET: '' })).toMatchObject({ ok: true, value: { port: 4400 } });
  });

  test.each([
    ['PORT', 'abc'],
    ['PORT', '70000'],
    ['PORT', '80.5'],
    ['DATABASE_URL', 'mysql://db/x'],
    ['PUBLIC_URL', 'chat.example.com'],
    ['SLUICE_API_KEY', 'short'],
    ['SLUICE_ADMIN_EMAIL', 'nobody'],
    ['SLUICE_SECRET', 'short'],
    ['SLUICE_SECRET', 'change-me-change-me-change-me-change-me'],
    ['SLUICE_ALLOW_PRIVATE_HOSTS', 'intranet'],
    ['SLUICE_ALLOW_PRIVATE_HOSTS', 'intranet:80,:81'],
    ['SLUICE_ALLOW_PRIVATE_HOSTS', 'intranet:99999'],
    ['SLUICE_DEMO', 'no'],
    ['SLUICE_RATE_LIMITS', 'false'],
    ['SLUICE_TRUST_PROXY', 'the proxy'],
    ['SLUICE_TRUST_PROXY', '10.0.0.0/99'],
    ['SLUICE_LOG_LEVEL', 'loud'],
  ])('%s=%s is refused in one sentence that is at its variable', (name, value) => {
    const read = readConfig({ [name]: value });
    expect(read.ok ? [] : read.problems.map(({ at }) => at)).toEqual([name]);
    expect(read.ok ? '' : read.problems[0]?.says).toMatch(/^[A-Z].*\.$/);
  });

  test.each(['0', 'a', '1', 'x', 'f'])(
    'any text of 32 characters is a secret, also one that begins with %s',
    (first) => {
      expect(refusedAt({ SLUICE_SECRET: first + 'b7e'.repeat(11) })).toEqual([]);
      expect(refusedAt({ SLUICE_SECRET: first.repeat(32) })).toEqual([]);
    },
  );

  test.each(['on', 'off', '10.0.0.5', '10.0.0.0/8, ::1', 'loopback'])('proxies may be %s', (text) => {
    expect(refusedAt({ SLUICE_TRUST_PROXY: text })).toEqual([]);
  });

  test('private hosts are host and port', () => {
    expect(refusedAt({ SLUICE_ALLOW_PRIVATE_HOSTS: '127.0.0.1:9000, intranet:80,[::1]:8080' })).toEqual([]);
  });

  test('PostgreSQL needs a secret that all nodes share', () => {
    expect(refusedAt({ DATABASE_URL: 'postgres://db/sluice' })).toEqual(['SLUICE_SECRET']);
  });
});
