/** Text from outside in a form every store takes: no NUL, no half characters, no more than was asked for. */

/** Drops NUL, cuts to at most `longest` UTF-16 units without halving a character, replaces lone surrogates. */
export const cleanText = (text: string, longest: number): string => {
  const whole = text.replaceAll('\0', '');
  const cut = whole.length > longest ? whole.slice(0, longest).replace(/[\ud800-\udbff]$/, '') : whole;
  return cut.replace(/\p{Surrogate}/gu, '\ufffd');
};
