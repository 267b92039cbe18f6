/** The brand's colour with a contrast guard: whatever colour comes in, text on it and lines in it stay readable. */
import type { Theme } from '@sluice/platforms/website/protocol';

const HEX = /^#[0-9a-f]{6}$/i;
const DEFAULT = '#0b6e63';
/** The grounds that lines and links stand on: the bot's bubble, light and dark; see panel.css. */
const LIGHT = '#f3f1ec';
const DARK = '#2e2b25';
/** WCAG 2.2, 1.4.3: 4.5:1 for text. */
const ENOUGH = 4.5;

type Rgb = readonly [number, number, number];

const rgb = (hex: string): Rgb => {
  const all = Number.parseInt(hex.slice(1), 16);
  return [all >> 16, (all >> 8) & 255, all & 255];
};
const hex = (color: Rgb): string =>
  `#${color.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;
const mix = (from: Rgb, to: Rgb, share: number): Rgb => [
  from[0] + (to[0] - from[0]) * share,
  from[1] + (to[1] - from[1]) * share,
  from[2] + (to[2] - from[2]) * share,
];

/** Relative luminance, WCAG 2.2. */
const luminance = (color: Rgb): number => {
  const [r, g, b] = color.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0);
};

/** Contrast ratio of two #rrggbb colours, 1 to 21. */
export const contrast = (a: string, b: string): number => {
  const [x, y] = [luminance(rgb(a)), luminance(rgb(b))];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
};

/** Moves a colour towards black or white until it can be read on `ground`. */
const readable = (color: string, ground: string, end: Rgb): string => {
  for (let share = 0; share < 1; share += 0.04) {
    const tried = hex(mix(rgb(color), end, share));
    if (contrast(tried, ground) >= ENOUGH) return tried;
  }
  return hex(end);
};

export type Colors = {
  readonly color: string;
  readonly onColor: string;
  readonly line: string;
  readonly lineDark: string;
};

/** Only whole #rrggbb values are believed; everything else is worked out from the colour, or from our own. */
export const colors = (theme: Theme): Colors => {
  const valid = (value: string | undefined): string | undefined =>
    value && HEX.test(value) ? value : undefined;
  const color = valid(theme.color) ?? DEFAULT;
  const dark = hex(mix([0, 0, 0], rgb(color), 0.1)); // nearly black, of the brand's own hue
  const onColor = contrast(color, '#ffffff') >= ENOUGH ? '#ffffff' : dark;
  return {
    color,
    onColor: valid(theme.onColor) ?? (contrast(color, onColor) >= ENOUGH ? onColor : '#000000'),
    line: valid(theme.line) ?? readable(color, LIGHT, [0, 0, 0]),
    lineDark: valid(theme.lineDark) ?? readable(color, DARK, [255, 255, 255]),
  };
};

/** The theme as a style rule; safe because every value is a validated hex colour. */
export const themeRule = (theme: Theme): string => {
  const { color, onColor, line, lineDark } = colors(theme);
  return `.s{--brand:${color};--on:${onColor};--line-light:${line};--line-dark:${lineDark}}`;
};
