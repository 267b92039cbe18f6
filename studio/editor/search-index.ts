/** What can be found in the editor, and what is found first. Pure: the entries come in, ranked matches go out. */
import type { Family } from '@sluice/core/interpreter/block';
import { folded, wordStart, wordsOfQuery } from './folded-text.ts';

/** In the order in which equally good matches of different kinds stand. */
export const KINDS = ['action', 'group', 'variable', 'block', 'flow', 'add'] as const;
export type Kind = (typeof KINDS)[number];

export type Entry = {
  readonly kind: Kind;
  /** Of the block, group, variable or flow; the type of a block to add; an action's label. */
  readonly id: string;
  /** What people know it by. A block is known by what its face says. */
  readonly title: string;
  /** What it is and where: "Message in Welcome". */
  readonly note: string;
  /** More words that it is found by; never shown. */
  readonly words: string;
  /** The shape of its icon; null when it is no block. */
  readonly family: Family | null;
};

export const keyOf = ({ kind, id }: Pick<Entry, 'kind' | 'id'>): string => `${kind} ${id}`;

type Indexed = { readonly entry: Entry; readonly title: string; readonly rest: string };
export type SearchIndex = readonly Indexed[];

/** Folds every entry once, so that each key typed only compares. */
export const searchIndex = (entries: readonly Entry[]): SearchIndex =>
  entries.map((entry) => ({
    entry,
    title: folded(entry.title),
    rest: folded(`${entry.note} ${entry.words}`),
  }));

export type Section = {
  readonly kind: Kind;
  readonly entries: readonly Entry[];
  /** Found, but not among `entries`. */
  readonly more: number;
};

/**
 * The entries in which every word of the query occurs, by kind; the kind with the best match first. Within a kind the
 * better match stands first, and equal ones in the order of the index. At most `most` of a kind.
 */
export const findIn = (index: SearchIndex, query: string, most: number): readonly Section[] => {
  const words = wordsOfQuery(query);
  if (words.length === 0) return [];
  const found = index.flatMap((indexed) => {
    const score = scoreOf(indexed, words);
    return score === 0 ? [] : [{ entry: indexed.entry, score }];
  });
  return KINDS.map((kind) => found.filter(({ entry }) => entry.kind === kind))
    .filter((ofKind) => ofKind.length > 0)
    .map((ofKind) => ofKind.toSorted((a, b) => b.score - a.score))
    .toSorted((a, b) => (b[0]?.score ?? 0) - (a[0]?.score ?? 0))
    .map((ofKind) => ({
      kind: ofKind[0]?.entry.kind ?? 'block',
      entries: ofKind.slice(0, most).map(({ entry }) => entry),
      more: Math.max(0, ofKind.length - most),
    }));
};

/** How good each way of containing a word is; 0 is not at all. */
const SCORE = { whole: 32, start: 16, word: 8, inside: 4, besideWord: 2, beside: 1 } as const;

/** 0 when a word occurs nowhere. */
const scoreOf = (indexed: Indexed, words: readonly string[]): number => {
  let sum = 0;
  for (const word of words) {
    const score = scoreOfWord(indexed, word);
    if (score === 0) return 0;
    sum += score;
  }
  return sum / words.length;
};

const scoreOfWord = ({ title, rest }: Indexed, word: string): number => {
  if (title === word) return SCORE.whole;
  if (title.startsWith(word)) return SCORE.start;
  if (wordStart(title, word) >= 0) return SCORE.word;
  // A single letter in the middle of a word is in nearly everything.
  const isWorth = word.length > 1;
  if (isWorth && title.includes(word)) return SCORE.inside;
  if (wordStart(rest, word) >= 0) return SCORE.besideWord;
  return isWorth && rest.includes(word) ? SCORE.beside : 0;
};
