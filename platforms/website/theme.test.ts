import fc from 'fast-check';
import { expect, test } from 'vitest';
import { botOf } from './bot.ts';
import { readSettings } from './settings.ts';
import { contrast, DARK_GROUND, guardedColors, LIGHT_GROUND } from './theme.ts';

test('every brand colour gets companions that can be read', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 0xffffff }), (number) => {
      const colors = guardedColors(`#${number.toString(16).padStart(6, '0')}`);
      expect(contrast(colors.onColor, colors.color)).toBeGreaterThanOrEqual(4.5);
      for (const ground of ['#ffffff', LIGHT_GROUND])
        expect(contrast(colors.line, ground)).toBeGreaterThanOrEqual(4.5);
      for (const ground of ['#000000', DARK_GROUND])
        expect(contrast(colors.lineDark, ground)).toBeGreaterThanOrEqual(4.5);
      for (const color of Object.values(colors)) expect(color).toMatch(/^#[0-9a-f]{6}$/);
    }),
    { seed: 7, numRuns: 1_000 },
  );
});

test('a light brand gets dark text and a darker line; a dark one keeps its line', () => {
  expect(guardedColors('#F0B429')).toMatchObject({
    color: '#f0b429',
    onColor: '#10201f',
    lineDark: '#f0b429',
  });
  expect(guardedColors('#0B6E63')).toMatchObject({ onColor: '#ffffff', line: '#0b6e63' });
});

test('contrast is that of WCAG', () => {
  expect(contrast('#ffffff', '#000000')).toBeCloseTo(21);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
});

test('a bot shows its title and greeting, or the name of its channel', () => {
  expect(botOf(readSettings({}), { channelName: 'Shop', resumes: false })).toEqual({
    title: 'Shop',
    greeting: 'Hi, how can we help?',
    theme: {},
    resumes: false,
  });
  const settings = readSettings({
    title: 'Acme',
    greeting: 'Hello',
    theme: { color: '#0B6E63', side: 'left' },
  });
  expect(botOf(settings, { channelName: 'Shop', resumes: true })).toMatchObject({
    title: 'Acme',
    greeting: 'Hello',
    theme: { color: '#0b6e63', onColor: '#ffffff', side: 'left' },
  });
});
