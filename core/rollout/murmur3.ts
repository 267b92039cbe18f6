/**
 * MurmurHash3 x86 32-bit with seed 0, over UTF-8: the number behind every draw.
 *
 * Written from Austin Appleby's public-domain description of the algorithm (MurmurHash3_x86_32): words of four
 * bytes, little-endian, are mixed into the state one by one; up to three bytes of tail follow, then the length
 * and an avalanche. Bytes are unsigned throughout, as in the reference, so every language gives the same number.
 */

const C1 = 0xcc9e2d51;
const C2 = 0x1b873593;

const scramble = (word: number): number => {
  const k = Math.imul(word, C1);
  return Math.imul((k << 15) | (k >>> 17), C2);
};

const mix = (state: number, word: number): number => {
  const h = state ^ scramble(word);
  return (Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64) | 0;
};

const finish = (state: number, length: number): number => {
  let h = state ^ length;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
};

/**
 * The hash of a text whose characters are all ASCII, read in place without allocating; -1 when one is not, so
 * that the caller may take the long way. Almost every id and email is ASCII, and a decision waits for this.
 */
export const murmur3Ascii = (text: string): number => {
  const { length } = text;
  const whole = length & ~3;
  let h = 0;
  // All characters or-ed together: one look at the end tells whether any was above 0x7f.
  let seen = 0;
  let i = 0;
  for (; i < whole; i += 4) {
    const a = text.charCodeAt(i);
    const b = text.charCodeAt(i + 1);
    const c = text.charCodeAt(i + 2);
    const d = text.charCodeAt(i + 3);
    seen |= a | b | c | d;
    h = mix(h, a | (b << 8) | (c << 16) | (d << 24));
  }
  let tail = 0;
  for (let shift = 0; i < length; i += 1, shift += 8) {
    const a = text.charCodeAt(i);
    seen |= a;
    tail |= a << shift;
  }
  if (seen > 0x7f) return -1;
  return finish(h ^ scramble(tail), length);
};

/**
 * The hashes of many texts that begin alike, each as `murmur3Ascii` of the whole: the words of four characters that
 * lie wholly within the beginning are mixed once, and the texts are not put together.
 */
export const murmur3After = (beginning: string): ((rest: string) => number) => {
  const whole = beginning.length & ~3;
  let start = 0;
  let startSeen = 0;
  for (let i = 0; i < beginning.length; i += 1) startSeen |= beginning.charCodeAt(i);
  for (let i = 0; i < whole; i += 4) start = mix(start, wordAt(beginning, i));
  // Up to three characters that begin a word which the rest completes.
  let open = 0;
  for (let i = whole; i < beginning.length; i += 1) open |= beginning.charCodeAt(i) << ((i - whole) * 8);
  const opened = (beginning.length - whole) * 8;
  if (startSeen > 0x7f) return () => -1;
  return (rest) => {
    let h = start;
    let word = open;
    let shift = opened;
    let seen = 0;
    for (let i = 0; i < rest.length; i += 1) {
      const code = rest.charCodeAt(i);
      seen |= code;
      word |= code << shift;
      shift += 8;
      if (shift < 32) continue;
      h = mix(h, word);
      word = 0;
      shift = 0;
    }
    if (seen > 0x7f) return -1;
    return finish(h ^ scramble(word), beginning.length + rest.length);
  };
};

const wordAt = (text: string, i: number): number =>
  text.charCodeAt(i) |
  (text.charCodeAt(i + 1) << 8) |
  (text.charCodeAt(i + 2) << 16) |
  (text.charCodeAt(i + 3) << 24);

/** The hash of the text's UTF-8 bytes, whatever its characters. Never throws. */
export const murmur3 = (text: string): number => {
  const quick = murmur3Ascii(text);
  return quick >= 0 ? quick : murmur3Bytes(encodeUtf8(text));
};

/** The hash of bytes (whole numbers 0–255). */
export const murmur3Bytes = (bytes: ArrayLike<number>): number => {
  const { length } = bytes;
  const whole = length & ~3;
  const at = (i: number): number => bytes[i] ?? 0; // only ever asked for an index that exists
  let h = 0;
  let i = 0;
  for (; i < whole; i += 4) h = mix(h, at(i) | (at(i + 1) << 8) | (at(i + 2) << 16) | (at(i + 3) << 24));
  let tail = 0;
  for (let shift = 0; i < length; i += 1, shift += 8) tail |= at(i) << shift;
  return finish(h ^ scramble(tail), length);
};

/**
 * UTF-8 by hand, for the core has no TextEncoder. A surrogate without its partner becomes U+FFFD (EF BF BD),
 * exactly as TextEncoder writes it: an odd key must give the same number everywhere, and must never throw.
 */
export const encodeUtf8 = (text: string): Uint8Array => {
  const bytes = new Uint8Array(text.length * 3);
  let n = 0;
  for (const character of text) {
    // A string's iterator yields whole code points, or a lone surrogate by itself.
    const read = character.codePointAt(0) ?? 0;
    const code = read >= 0xd800 && read <= 0xdfff ? 0xfffd : read;
    if (code < 0x80) bytes[n++] = code;
    else if (code < 0x800) {
      bytes[n++] = 0xc0 | (code >> 6);
      bytes[n++] = 0x80 | (code & 0x3f);
    } else if (code < 0x10000) {
      bytes[n++] = 0xe0 | (code >> 12);
      bytes[n++] = 0x80 | ((code >> 6) & 0x3f);
      bytes[n++] = 0x80 | (code & 0x3f);
    } else {
      bytes[n++] = 0xf0 | (code >> 18);
      bytes[n++] = 0x80 | ((code >> 12) & 0x3f);
      bytes[n++] = 0x80 | ((code >> 6) & 0x3f);
      bytes[n++] = 0x80 | (code & 0x3f);
    }
  }
  return bytes.subarray(0, n);
};
