import { describe, expect, it } from 'vitest';
import { addressOf, checkAddress } from './address.ts';
import type { Rendered } from './rendered.ts';

const page = (...parts: Rendered) => addressOf(parts, 'page');
const value = (text: string) => ({ value: text });

describe('an address', () => {
  it('is http or https, with a host and without a user part', () => {
    expect(page('https://example.com/help?a=1#top')).toBe('https://example.com/help?a=1#top');
    expect(page(' http://example.com ')).toBe('http://example.com');
    for (const bad of [
      'javascript:alert(1)',
      ' JaVaScRiPt:alert(1)',
      'data:text/html,hi',
      'file:///etc/passwd',
      '//example.com',
      'https:example.com',
      'https://ann@example.com',
      'https://example.com\\@evil.example',
      'https://exa\nmple.com',
      'https://',
      '',
    ])
      expect(page(bad), bad).toBeNull();
  });

  it('may write a mail or call only where a link is meant', () => {
    expect(page('mailto:ann@example.com')).toBeNull();
    expect(addressOf(['mailto:', value('ann@example.com?cc=all@x.y')], 'link')).toBe(
      'mailto:ann@example.com%3Fcc%3Dall@x.y',
    );
    expect(addressOf(['tel:', value('+49 341 1;ext=2')], 'link')).toBe('tel:+49 341 12');
  });

  it('takes a value that begins it as the whole address, if it is a good one', () => {
    expect(page(value('https://example.com/a b'))).toBeNull();
    expect(page(value(' https://example.com/a '))).toBe('https://example.com/a');
    expect(page(value('javascript:alert(1)'))).toBeNull();
    expect(page(value('javascript'), '://x')).toBeNull();
  });

  it('percent-encodes later values, so that they stay one step of the path or one value of the query', () => {
    const inPath = (answer: string) => page('https://api.example.com/', value(answer));
    expect(inPath('../admin')).toBe('https://api.example.com/..%2Fadmin');
    expect(inPath('@evil.example/')).toBe('https://api.example.com/%40evil.example%2F');
    expect(inPath('?x=')).toBe('https://api.example.com/%3Fx%3D');
    expect(inPath('#')).toBe('https://api.example.com/%23');
    expect(inPath('//evil')).toBe('https://api.example.com/%2F%2Fevil');
    expect(inPath('a\uD800b')).toBe('https://api.example.com/a%EF%BF%BDb');
    expect(page('https://x.example/?q=', value('a&b=c'))).toBe('https://x.example/?q=a%26b%3Dc');
  });

  it('never lets a value climb the path', () => {
    expect(page('https://x.example/a/', value('..'), '/b')).toBeNull();
    expect(page('https://x.example/a/', value('.'), value('.'), '?b')).toBeNull();
    expect(page('https://x.example/a/', value('...'))).toBe('https://x.example/a/...');
  });

  it('never lets a value choose the host beyond one label of it', () => {
    expect(page('https://', value('shop-1'), '.example.com/x')).toBe('https://shop-1.example.com/x');
    for (const host of ['evil.example/', 'a@b', 'evil.example', 'a:1'])
      expect(page('https://', value(host), '.example.com/'), host).toBeNull();
    expect(page('https://', value('evil'))).toBeNull();
    expect(page('https://example.com', value('.evil.example'))).toBeNull();
  });
});

describe('checking an address as it was written', () => {
  const codes = (template: string, use: 'page' | 'link' = 'page') =>
    checkAddress('url', template, use).map((found) => `${found.code} ${found.at}`);

  it('finds what no value can mend', () => {
    for (const bad of ['', 'example.com', 'ftp://example.com/{{ a }}', 'javascript:{{ a }}', 'mailto:a@b.c'])
      expect(codes(bad), bad).toEqual(['not-an-address url']);
  });

  it('leaves alone what depends on values', () => {
    for (const good of ['{{ page }}', 'https://example.com/{{ a }}', 'https://{{ shop }}.example.com/'])
      expect(codes(good), good).toEqual([]);
    expect(codes('mailto:{{ email }}', 'link')).toEqual([]);
  });
});
