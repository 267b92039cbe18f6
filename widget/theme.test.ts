import fc from 'fast-check';
import { expect, it } from 'vitest';
import { colors, contrast, themeRule } from './theme.ts';

const hex = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);

it('keeps every brand colour readable: text on it, lines in it on both grounds', () => {
  fc.assert(
    fc.property(hex, (color) => {
      const { onColor, line, lineDark } = colors({ color });
      expect(contrast(color, onColor)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(line, '#ffffff')).toBeGreaterThanOrEqual(4.5);
      expect(contrast(line, '#f3f1ec')).toBeGreaterThanOrEqual(4.5);
      expect(contrast(lineDark, '#201e19')).toBeGreaterThanOrEqual(4.5);
      expect(contrast(lineDark, '#2e2b25')).toBeGreaterThanOrEqual(4.5);
    }),
    { seed: 7, numRuns: 300 },
  );
});

it('puts dark text on a yellow and white text on a deep green', () => {
  expect(colors({ color: '#F0B429' }).onColor).toBe('#181204');
  expect(colors({ color: '#0B6E63' }).onColor).toBe('#ffffff');
});

it('takes the guarded colours that the server worked out', () => {
  const theme = { color: '#F0B429', onColor: '#1B1508', line: '#7A5200', lineDark: '#F0B429' };
  expect(colors(theme)).toEqual(theme);
});

it('lets nothing but whole hex colours into the style sheet', () => {
  for (const color of [
    'red',
    '#fff',
    '#12345g',
    '</style><script>alert(1)</script>',
    '#000000;}*{display:none',
    'url(javascript:1)',
  ]) {
    expect(themeRule({ color, onColor: color, line: color, lineDark: color })).toBe(themeRule({}));
  }
});
