/** The contrast guard: a brand's colour with companions that can be read on it and beside it. */
import type { Theme } from './protocol.ts';

/** The grounds that lines and links stand on: the widget's bubbles, the least favourable of each scheme. */
export const LIGHT_GROUND = '#f3f1ec';
export const DARK_GROUND = '#2e2b25';
const READABLE = 4.5;
/** Text on the brand's colour: the first that reads. One of white and black always does (at worst 4.58:1). */
const ON_COLOR = ['#ffffff', '#10201f', '#000000'];
const STEPS = 20;

export type GuardedColors = {
  readonly color: string;
  readonly onColor: string;
  readonly line: string;
  readonly lineDark: string;
};

/**
 * Companions of a brand colour (#rrggbb), each at least 4.5:1: `onColor` for text on it, `line` for links and choices
 * on the light ground, `lineDark` on the dark one. The hue stays; only as much black or white is mixed in as it takes.
 */
export const guardedColors = (brand: string): GuardedColors => {
  const color = brand.toLowerCase();
  return {
    color,
    onColor: ON_COLOR.find((text) => contrast(text, color) >= READABLE) ?? '#000000',
    line: readable(color, LIGHT_GROUND, 0),
    lineDark: readable(color, DARK_GROUND, 255),
  };
};

/** A channel's theme with its companions filled in; without a colour the widget's own apply. */
export const guardedTheme = (theme: Theme): Theme =>
  theme.color === undefined ? theme : { ...theme, ...guardedColors(theme.color) };

/** WCAG 2 contrast of two #rrggbb colours: 1 to 21. */
export const contrast = (a: string, b: string): number => {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05);
};

const readable = (color: string, ground: string, toward: number): string => {
  for (let step = 0; step < STEPS; step += 1) {
    const mixed = mix(color, toward, step / STEPS);
    if (contrast(mixed, ground) >= READABLE) return mixed;
  }
  return mix(color, toward, 1);
};

const channels = (color: string): readonly number[] =>
  [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));

const mix = (color: string, toward: number, share: number): string =>
  `#${channels(color)
    .map((value) =>
      Math.round(value + (toward - value) * share)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;

/** Relative luminance by WCAG 2. */
const luminance = (color: string): number => {
  const [red = 0, green = 0, blue = 0] = channels(color).map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};
