/** Single values as rules compare them: folded text, decimal numbers, and what counts as empty. */

export type Scalar = string | number | boolean;

export const isScalar = (value: unknown): value is Scalar =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

/** Below U+0300 nothing composes, so such text is in NFC already and is spared the copy. */
const mayCompose = /[\u{300}-\u{10ffff}]/u;
const composed = (text: string): string => (mayCompose.test(text) ? text.normalize('NFC') : text);

/** Small plain text without outer white space is folded already, and most text is. */
const isFolded = (text: string): boolean => {
  const last = text.length - 1;
  for (let i = 0; i <= last; i += 1) {
    const code = text.charCodeAt(i);
    if (code > 0x7f || (code >= 0x41 && code <= 0x5a)) return false;
    if (code <= 0x20 && (i === 0 || i === last)) return false;
  }
  return true;
};

/** Text as rules compare it: NFC, lower case, without outer white space. */
export const folded = (text: string): string => (isFolded(text) ? text : composed(text).toLowerCase().trim());

/** Text as exact conditions compare it: NFC only; case and white space count. */
export const verbatim = (text: string): string => composed(text);

/** Decimal digits without an exponent: 3 (not 3.0), 1000000000000000000000 (not 1e+21), 0.0000001. */
export const decimalText = (value: number): string => {
  const text = String(value);
  const parts = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (!parts) return text;
  const [, sign = '', first = '', rest = '', exponent = '0'] = parts;
  const digits = first + rest;
  const point = 1 + Number(exponent);
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  return sign + digits.padEnd(point, '0'); // a positive exponent is at least 21: more places than a number has digits
};

/** The text of a single value; a number is its decimal text, a boolean "true" or "false". */
export const textOf = (value: Scalar): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? decimalText(value) : String(value);

const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/** A number, or the number that a decimal text spells; null for everything else (no hex, no "1,000"). */
export const numberOf = (value: unknown, exact = false): number | null => {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'string') return null;
  const text = exact ? value : value.trim();
  if (!decimal.test(text)) return null;
  const number = Number(text);
  return Number.isFinite(number) ? number : null;
};

/** Missing, null, blank text, an empty list and an empty object are empty; 0 and false are not. */
export const isEmpty = (found: unknown, exact = false): boolean => {
  if (found === undefined || found === null) return true;
  if (typeof found === 'string') return found === '' || (!exact && found.trim() === '');
  if (Array.isArray(found)) return found.length === 0;
  if (typeof found !== 'object') return false;
  for (const key in found) if (Object.hasOwn(found, key)) return false;
  return true;
};
