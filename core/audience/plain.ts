/** Comparing plain (ASCII) text with folded text in place: most text is plain, and nothing is copied to find out. */

/** What a look at the characters alone can tell; `unsure`: fold the text and compare. */
export type Seen = 'same' | 'different' | 'unsure';

/** Whether text that is folded already is plain, so that these functions may be asked about it. */
export const isPlain = (text: string): boolean => {
  for (let i = 0; i < text.length; i += 1) if (text.charCodeAt(i) > 0x7f) return false;
  return text !== '';
};

const small = (code: number): number => (code >= 0x41 && code <= 0x5a ? code | 0x20 : code);

/**
 * Whether `found` folds to `plain`. A plain character that differs settles it: folding makes of it its small letter,
 * or together with a mark behind it something that is not plain, and moves no place before it. Outer white space
 * and everything not plain is left to folding.
 */
export const samePlain = (found: string, plain: string): Seen => {
  for (let i = 0; i < plain.length; i += 1) {
    if (i >= found.length) return 'different';
    const code = found.charCodeAt(i);
    if (code > 0x7f || (i === 0 && code <= 0x20)) return 'unsure';
    if (small(code) !== plain.charCodeAt(i)) return 'different';
  }
  return found.length === plain.length ? 'same' : 'unsure';
};

/**
 * Whether `found`, folded, ends with `plain`. Behind the last character that is not plain, folding only makes small
 * letters and takes white space off the end.
 */
export const endsPlain = (found: string, plain: string): Seen => {
  const shift = found.length - plain.length;
  for (let i = plain.length - 1; i >= 0; i -= 1) {
    if (shift + i < 0) return 'different';
    const code = found.charCodeAt(shift + i);
    if (code > 0x7f || (i === plain.length - 1 && code <= 0x20)) return 'unsure';
    if (small(code) !== plain.charCodeAt(i)) return 'different';
  }
  return 'same';
};
