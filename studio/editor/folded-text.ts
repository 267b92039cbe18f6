/** Text as it is compared in a search: small letters without accents, each still at its own place. */

/** Of the same length as `text`, so that a place found in one is the same place in the other. */
export const folded = (text: string): string =>
  isPlain(text) ? text.toLowerCase() : text.replace(/[\s\S]/g, foldedUnit);

const isPlain = (text: string): boolean => /^[ -~]*$/.test(text);

/** "É" → "e"; what would become longer or shorter stays as it is. */
const foldedUnit = (unit: string): string => {
  const small = (unit.normalize('NFD')[0] ?? unit).toLowerCase();
  return small.length === 1 ? small : unit;
};

/** The words of a query, folded, each once, the longest first: it rules out most. */
export const wordsOfQuery = (query: string): readonly string[] =>
  [...new Set(folded(query.normalize('NFC')).split(/\s+/))]
    .filter((word) => word !== '')
    .toSorted((a, b) => b.length - a.length);

/** Whether what stands at `at` begins a word. */
export const beginsWord = (text: string, at: number): boolean =>
  at === 0 || !/[\p{L}\p{N}]/u.test(text.charAt(at - 1));

/** Where `word` begins a word of `text`, from the left; -1 when nowhere. */
export const wordStart = (text: string, word: string): number => {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (beginsWord(text, at)) return at;
  }
  return -1;
};
