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
    ['SLUICE_ADMIN_PASSWORD', 'short'],
    ['SLUICE_SMTP_URL', 'http://mail.example.com'],
    ['SLUICE_MAIL_FROM', 'nobody'],
    ['SLUICE_MAIL_FROM', 'Sluice <a@example.com>\r\nBcc: eve@example.com'],
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
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'collector:4318'],
    ['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 'ftp://collector'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'http://user:password@collector:4318'],
    ['OTEL_EXPORTER_OTLP_HEADERS', 'an-api-key'],
    ['OTEL_EXPORTER_OTLP_HEADERS', 'key=%zz'],
    ['OTEL_EXPORTER_OTLP_PROTOCOL', 'grpc'],
    ['OTEL_EXPORTER_OTLP_TIMEOUT', 'soon'],
    ['OTEL_TRACES_EXPORTER', 'console'],
    ['OTEL_TRACES_SAMPLER', 'sometimes'],
    ['OTEL_TRACES_SAMPLER_ARG', '2'],
    ['OTEL_SDK_DISABLED', 'perhaps'],
    ['OTEL_RESOURCE_ATTRIBUTES', 'team'],
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

  test.each(['SLUICE_SECRET', 'SLUICE_API_KEY', 'SLUICE_ADMIN_PASSWORD'])(
    'AUT-10: %s that stands in an example is refused, and there is no default',
    (name) => {
      for (const example of ['change-me', 'CHANGEME', 'example', 'your-secret-here']) {
        expect(refusedAt({ [name]: example.padEnd(40, '-x') })).toEqual([name]);
      }
      const read = readConfig({});
      expect(read.ok ? [read.value.secret, read.value.apiKey, read.value.admin] : null).toEqual([
        undefined,
        undefined,
        undefined,
      ]);
    },
  );

  test('AUT-10: the first account needs both of its halves, and a password that is not its address', () => {
    const [email, password] = ['ann@example.com', 'a long enough one'];
    expect(refusedAt({ SLUICE_ADMIN_EMAIL: email })).toEqual(['SLUICE_ADMIN_PASSWORD']);
    expect(refusedAt({ SLUICE_ADMIN_PASSWORD: password })).toEqual(['SLUICE_ADMIN_EMAIL']);
    expect(refusedAt({ SLUICE_ADMIN_EMAIL: email, SLUICE_ADMIN_PASSWORD: email })).toEqual([
      'SLUICE_ADMIN_PASSWORD',
    ]);
    expect(
      readConfig({ SLUICE_ADMIN_EMAIL: 'Ann@Example.com', SLUICE_ADMIN_PASSWORD: password }),
    ).toMatchObject({
      value: { admin: { email, password } },
    });
  });

  test('mail needs a sender, and an address for its links', () => {
    const smtp = { SLUICE_SMTP_URL: 'smtps://user:pass@mail.example.com:465' };
    expect(refusedAt(smtp)).toEqual(['SLUICE_MAIL_FROM']);
    const sender = { ...smtp, SLUICE_MAIL_FROM: 'Sluice <sluice@example.com>' };
    expect(refusedAt(sender)).toEqual(['PUBLIC_URL']);
    expect(refusedAt({ ...sender, PUBLIC_URL: 'https://chat.example.com' })).toEqual([]);
  });

  test('private hosts are host and port', () => {
    expect(refusedAt({ SLUICE_ALLOW_PRIVATE_HOSTS: '127.0.0.1:9000, intranet:80,[::1]:8080' })).toEqual([]);
  });

  test('PostgreSQL needs a secret that all nodes share', () => {
    expect(refusedAt({ DATABASE_URL: 'postgres://db/sluice' })).toEqual(['SLUICE_SECRET']);
  });
});

describe('traces', () => {
  const tracing = (env: Record<string, string>) => {
    const read = readConfig(env);
    return read.ok ? read.value.tracing : read.problems;
  };

  test('are sent only when somebody asks for them', () => {
    const to = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' };
    for (const env of [
      {},
      { OTEL_SERVICE_NAME: 'bot', OTEL_TRACES_SAMPLER: 'always_on' },
      { ...to, OTEL_SDK_DISABLED: 'true' },
      { ...to, OTEL_TRACES_EXPORTER: 'none' },
    ]) {
      expect(tracing(env)).toBeNull();
    }
    expect(tracing({ OTEL_TRACES_EXPORTER: 'otlp' })).toMatchObject({
      url: 'http://localhost:4318/v1/traces',
    });
  });

  test('go below the endpoint, or exactly to the one for traces, whose variables win', () => {
    const base = {
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318/',
      OTEL_EXPORTER_OTLP_HEADERS: 'a=1, b=%20x',
    };
    expect(tracing(base)).toEqual({
      url: 'http://collector:4318/v1/traces',
      protocol: 'http/protobuf',
      headers: { a: '1', b: ' x' },
      timeoutMs: 10_000,
      resource: { 'service.name': 'sluice' },
      sampler: 'parentbased_always_on',
      ratio: 1,
    });
    expect(
      tracing({
        ...base,
        OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'https://traces.example/in',
        OTEL_EXPORTER_OTLP_TRACES_HEADERS: 'a=2',
        OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'http/json',
        OTEL_SERVICE_NAME: 'bot',
        OTEL_RESOURCE_ATTRIBUTES: 'service.name=other,team=support',
        OTEL_TRACES_SAMPLER: 'parentbased_traceidratio',
        OTEL_TRACES_SAMPLER_ARG: '0.1',
      }),
    ).toMatchObject({
      url: 'https://traces.example/in',
      protocol: 'http/json',
      headers: { a: '2', b: ' x' },
      resource: { 'service.name': 'bot', team: 'support' },
      sampler: 'parentbased_traceidratio',
      ratio: 0.1,
    });
  });

  test('what is refused is never quoted: headers hold keys', () => {
    expect(JSON.stringify(tracing({ OTEL_EXPORTER_OTLP_HEADERS: 'key=canary%zz' }))).not.toContain('canary');
  });
});
