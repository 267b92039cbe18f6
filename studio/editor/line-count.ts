/** How many lines words take in a given width, breaking where browsers break. */
import type { Span, Words } from '@sluice/core/face/face';

/** The width of a text in a style, in pixels; the browser's own measure, or `byLetters` where there is none. */
export type MeasureText = (text: string, style: Span['as']) => number;

/** A chip has 4 px of padding on each side. */
const CHIP = 8;

/** The average letter of the interface's font at 14 px, and of the monospaced one at 12 px. */
export const byLetters: MeasureText = (text, style) =>
  text.length * (style === 'chip' || style === 'mono' ? 7.2 : 6.7);

/** At least 1. A word longer than a line is broken inside. */
export const lineCount = (words: Words, width: number, measure: MeasureText): number => {
  let lines = 1;
  let filled = 0;
  const put = (text: string, style: Span['as'], extra = 0): void => {
    const wide = measure(text.trimEnd(), style) + extra;
    if (filled > 0 && filled + wide > width) {
      lines += 1;
      filled = 0;
    }
    if (wide > width) {
      const more = Math.ceil(wide / width) - 1;
      lines += more;
      filled = wide - more * width;
      return;
    }
    filled += measure(text, style) + extra;
  };
  for (const { text, as } of words) {
    for (const [index, line] of text.split('\n').entries()) {
      if (index > 0) {
        lines += 1;
        filled = 0;
      }
      // A chip is one piece; other words break behind spaces.
      if (as === 'chip') put(line, as, CHIP);
      else for (const word of line.match(/\S+\s*|\s+/g) ?? []) put(word, as);
    }
  }
  return lines;
};
