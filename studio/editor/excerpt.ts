/** A found text with what was found marked in it, begun near the first hit so that the hit is seen in one line. */
import { folded, wordStart, wordsOfQuery } from './folded-text.ts';

export type Piece = { readonly text: string; readonly isHit: boolean };

/** So much of a text is seen in one line of results; hits behind it would not be. */
const SEEN = 60;
/** Kept before the first hit, to the next beginning of a word. */
const BEFORE = 24;
const LONGEST = 240;

/** Pieces that make up the text, or the part of it around the first hit, with "…" where something is left out. */
export const excerptOf = (text: string, query: string): readonly Piece[] => {
  const hits = hitsIn(text, wordsOfQuery(query));
  const first = hits[0]?.from ?? 0;
  const from = first <= SEEN ? 0 : beginningNear(text, first - BEFORE, first);
  const to = Math.min(text.length, from + LONGEST);
  const pieces: Piece[] = from > 0 ? [{ text: '…', isHit: false }] : [];
  let at = from;
  for (const hit of hits) {
    if (hit.from >= to) break;
    const end = Math.min(hit.to, to);
    if (hit.from > at) pieces.push({ text: text.slice(at, hit.from), isHit: false });
    pieces.push({ text: text.slice(hit.from, end), isHit: true });
    at = end;
  }
  if (at < to) pieces.push({ text: text.slice(at, to), isHit: false });
  return to < text.length ? [...pieces, { text: '…', isHit: false }] : pieces;
};

const beginningNear = (text: string, at: number, before: number): number => {
  const space = text.indexOf(' ', at);
  return space >= 0 && space < before ? space + 1 : at;
};

type Hit = { readonly from: number; readonly to: number };

/** One hit for each word, at the beginning of a word where there is one; in order, overlapping ones as one. */
const hitsIn = (text: string, words: readonly string[]): readonly Hit[] => {
  const small = folded(text);
  const hits = words.flatMap((word): Hit[] => {
    const begins = wordStart(small, word);
    const at = begins >= 0 || word.length === 1 ? begins : small.indexOf(word);
    return at < 0 ? [] : [{ from: at, to: at + word.length }];
  });
  const joined: Hit[] = [];
  for (const hit of hits.toSorted((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last && hit.from <= last.to)
      joined[joined.length - 1] = { from: last.from, to: Math.max(last.to, hit.to) };
    else joined.push(hit);
  }
  return joined;
};
