import { readAttribute } from '@sluice/core/audience/attribute';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { claimedAttributes, effectiveAttributes } from './attributes.ts';
import { boundedAttributes } from './bounded.ts';
import { deviceOf } from './device.ts';

const claim = (attributes: unknown, identityRequired = false) =>
  claimedAttributes({ attributes, identityRequired });

describe('what a page claims', () => {
  test('is its attributes, the page, its campaign and the device', () => {
    expect(
      claimedAttributes({
        attributes: { email: 'ann@bigcorp.com', 'custom.plan': 'Pro', tags: ['VIP'] },
        page: {
          url: 'https://u:p@shop.example/bags?utm_source=mail&utm_campaign=spring',
          referrer: 'https://search.example/',
          title: 'Bags',
          timeZone: 'Europe/Vienna',
        },
        userAgent:
          'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1',
        acceptLanguage: 'de-AT,de;q=0.9',
        identityRequired: false,
      }),
    ).toEqual({
      email: 'ann@bigcorp.com',
      custom: { plan: 'Pro' },
      tags: ['VIP'],
      locale: 'de-AT',
      time_zone: 'Europe/Vienna',
      page: {
        url: 'https://shop.example/bags?utm_source=mail&utm_campaign=spring',
        path: '/bags',
        host: 'shop.example',
        title: 'Bags',
        referrer: 'https://search.example/',
      },
      utm: { source: 'mail', campaign: 'spring' },
      device: { type: 'mobile', os: 'iOS', browser: 'Safari' },
    });
  });

  test('cannot overwrite what is ours', () => {
    const claimed = claim({
      page: { url: 'x' },
      'utm.source': 'vip',
      device: 'tv',
      first_seen: 1,
      'last_seen.x': 2,
    });
    expect(claimed).toEqual({ page: {}, utm: {}, device: {} });
  });

  test('says nothing on who somebody is, once identities are verified', () => {
    const given = {
      email: 'a@b.example',
      user_id: '1',
      tags: ['VIP'],
      plan: 'Pro',
      'tags.x': 1,
      name: 'Ann',
      custom: { plan: 'x' },
    };
    expect(claim(given, true)).toEqual({ name: 'Ann', custom: { plan: 'x' }, page: {}, utm: {}, device: {} });
    expect(claim(given)).toMatchObject({ email: 'a@b.example', user_id: '1', plan: 'Pro' });
  });

  test('no spelling of a key gets past that', () => {
    const keys = fc.constantFrom(
      'email',
      'user_id',
      'tags',
      'plan',
      'page',
      'utm',
      'device',
      'first_seen',
      'x',
    );
    const dotted = fc.array(keys, { minLength: 1, maxLength: 4 }).map((steps) => steps.join('.'));
    fc.assert(
      fc.property(
        fc.dictionary(dotted, fc.oneof(fc.constant('evil'), fc.dictionary(dotted, fc.constant('evil')))),
        (given) => {
          const seen = effectiveAttributes(claim(given, true), {});
          for (const path of [
            'email',
            'user_id',
            'tags',
            'plan',
            'plan.x',
            'page.x',
            'utm.x',
            'device.x',
            'first_seen',
          ])
            expect(readAttribute(seen, path)).toBeUndefined();
        },
      ),
      { seed: 7, numRuns: 500 },
    );
  });

  test.each([undefined, null, 7, 'x', [], () => 1])('may be nothing at all: %s', (attributes) =>
    expect(claim(attributes)).toEqual({ page: {}, utm: {}, device: {} }),
  );

  test.each(['javascript:alert(1)', 'about:blank', 'nonsense', 'https://'])(
    'has no page address like %s',
    (url) =>
      expect(claimedAttributes({ page: { url }, identityRequired: false })).toMatchObject({
        page: {},
        utm: {},
      }),
  );
});

describe('bounds', () => {
  test('at most 100 values, 1,024 characters a text, 16,384 in all, 4 levels', () => {
    const many = boundedAttributes(Object.fromEntries(Array.from({ length: 150 }, (_, n) => [`k${n}`, n])));
    expect(Object.keys(many)).toHaveLength(100);
    expect(boundedAttributes({ a: 'x'.repeat(5_000) })).toEqual({ a: 'x'.repeat(1_024) });
    const long = boundedAttributes(
      Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`k${n}`, 'x'.repeat(1_024)])),
    );
    expect(JSON.stringify(long).length).toBeLessThan(17_000);
    expect(boundedAttributes({ a: { b: { c: { d: 1, e: { f: 2 } } } } })).toEqual({
      a: { b: { c: { d: 1 } } },
    });
  });

  test('nothing a store refuses: no NUL, no half characters, no prototype', () => {
    expect(
      boundedAttributes({ 'a\0': 'b\0\ud800', n: Number.NaN, f: () => 1, l: ['x', {}, ['y'], undefined] }),
    ).toEqual({
      a: 'b\ufffd\ufffd',
      l: ['x'],
    });
    const polluted = boundedAttributes(
      JSON.parse('{"__proto__":{"x":1},"a.__proto__.x":1,"constructor":{"prototype":{"x":1}}}'),
    );
    expect(({} as { x?: unknown }).x).toBeUndefined();
    expect(Object.keys(polluted)).toEqual(['constructor']);
  });

  test('a text is not cut inside a character', () =>
    expect(boundedAttributes({ a: `${'x'.repeat(1_023)}😀` })).toEqual({ a: 'x'.repeat(1_023) }));

  test('deep and cyclic things end', () => {
    const cycle: Record<string, unknown> = { a: 1 };
    cycle.self = cycle;
    expect(JSON.stringify(boundedAttributes(cycle)).length).toBeLessThan(100);
  });
});

describe('verified attributes', () => {
  test('win path by path over claims, and claims fill the rest', () =>
    expect(
      effectiveAttributes(
        { plan: 'Free', company: { size: 1, city: 'Graz' }, name: 'A' },
        { plan: 'Pro', company: { size: 9 } },
      ),
    ).toEqual({
      plan: 'Pro',
      company: { size: 9, city: 'Graz' },
      name: 'A',
    }));
  test('win over a claim that spells the path with a dot', () =>
    expect(
      readAttribute(
        effectiveAttributes(claim({ 'custom.plan': 'evil' }), { custom: { plan: 'Pro' } }),
        'custom.plan',
      ),
    ).toBe('Pro'));
});

describe('the device', () => {
  test.each([
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0',
      'desktop',
      'Windows',
      'Edge',
    ],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605 Version/18 Safari/605',
      'desktop',
      'macOS',
      'Safari',
    ],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'desktop', 'Linux', 'Firefox'],
    [
      'Mozilla/5.0 (Linux; Android 15; Pixel 9) Chrome/140.0 Mobile Safari/537.36',
      'mobile',
      'Android',
      'Chrome',
    ],
    ['Mozilla/5.0 (Linux; Android 15; SM-X710) Chrome/140.0 Safari/537.36', 'tablet', 'Android', 'Chrome'],
    [
      'Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) CriOS/140.0 Mobile Safari/604',
      'tablet',
      'iOS',
      'Chrome',
    ],
  ])('%s', (agent, type, os, browser) => expect(deviceOf(agent)).toEqual({ type, os, browser }));
  test('an unknown one is left out', () => expect(deviceOf('curl/8')).toEqual({}));
});
