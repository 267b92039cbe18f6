import { describe, expect, it } from 'vitest';
import { codes, withSettings } from '../fake-context.ts';
import { media } from './block.ts';

const picture = { kind: 'image', url: 'https://example.com/{{ name }}.jpg', alt: 'A {{ name }}' };
const effects = (settings: object, variables = {}) =>
  withSettings(media, { ...picture, ...settings }).enter({ variables }).effects;

describe('media', () => {
  it('shows what is at its address, values encoded, words filled in', () => {
    expect(effects({ link: 'mailto:{{ to }}' }, { name: 'red/bag', to: 'ann@example.com' })).toEqual([
      {
        type: 'media',
        kind: 'image',
        url: 'https://example.com/red%2Fbag.jpg',
        alt: 'A red/bag',
        link: 'mailto:ann@example.com',
      },
    ]);
  });

  it('shows nothing when the address may not be opened', () => {
    expect(effects({ url: '{{ name }}' }, { name: 'javascript:alert(1)' })).toEqual([]);
  });

  it('drops only the link when just the link may not be opened', () => {
    expect(effects({ link: '{{ to }}' }, { name: 'bag', to: 'data:x' })).toEqual([
      { type: 'media', kind: 'image', url: 'https://example.com/bag.jpg', alt: 'A bag' },
    ]);
  });

  it('is found wanting without words for a picture, and with an address that cannot be', () => {
    const check = (settings: object) => codes(withSettings(media, settings).check());
    expect(check(picture)).toEqual([]);
    expect(check({ kind: 'image', url: 'pictures/bag.jpg', link: 'bag' })).toEqual([
      'not-an-address url',
      'not-an-address link',
      'image-without-words alt',
    ]);
    expect(check({ kind: 'video', url: 'https://example.com/a.mp4' })).toEqual([]);
  });
});
