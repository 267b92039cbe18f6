/** Which items an answer means. Ids, labels, values and numbers are understood; nothing is guessed. */
import type { ChoiceItem } from '@sluice/core/interpreter/awaiting';
import type { Answer } from '@sluice/core/interpreter/input';

/** Case, outer white space, the encoding of accents and the shape of apostrophes do not count. */
const folded = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[‘’ʼ`´]/g, "'")
    .trim()
    .toLowerCase();

/** Nobody picks with an essay; searching one for phrases would cost time for nothing. */
const LONGEST = 2_000;

/**
 * The items picked, in the order of the items; null when the answer fits none.
 * A text means, in this order: a label, a value, the 1-based number, an id.
 */
export const picked = (
  answer: Answer,
  items: readonly ChoiceItem[],
  multiple: boolean,
): readonly ChoiceItem[] | null => {
  const ids = answer.choices ?? (answer.choice === undefined ? null : [answer.choice]);
  if (ids !== null) {
    const fits = ids.length > 0 && (multiple || ids.length === 1) && ids.every((id) => byId(id, items));
    return fits ? items.filter((item) => ids.includes(item.id)) : null;
  }
  const text = folded(answer.text ?? '');
  if (text === '' || text.length > LONGEST) return null;
  const one = single(text, items);
  if (one !== undefined) return [one];
  return multiple ? several(text, items) : null;
};

const byId = (id: string, items: readonly ChoiceItem[]): ChoiceItem | undefined =>
  items.find((item) => item.id === id);

const single = (text: string, items: readonly ChoiceItem[]): ChoiceItem | undefined =>
  items.find((item) => folded(item.label) === text) ??
  items.find((item) => item.value !== undefined && folded(item.value) === text) ??
  (/^\d{1,3}$/.test(text) ? items[Number(text) - 1] : undefined) ??
  items.find((item) => folded(item.id) === text);

/** Several in one text: parts between commas first, else labels and values as whole phrases. */
const several = (text: string, items: readonly ChoiceItem[]): readonly ChoiceItem[] | null => {
  const parts = text
    .split(/[,;\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const found = new Set(parts.map((part) => single(part, items)));
  const chosen = parts.length > 0 && !found.has(undefined) ? found : phrases(text, items);
  const inOrder = items.filter((item) => chosen.has(item));
  return inOrder.length > 0 ? inOrder : null;
};

/** Longest phrases first, each taken out of the text, so that "Cat" is not found inside "Cat food". */
const phrases = (text: string, items: readonly ChoiceItem[]): ReadonlySet<ChoiceItem | undefined> => {
  const words = items
    .flatMap((item) => [item.label, item.value ?? ''].map((phrase) => ({ item, phrase: folded(phrase) })))
    .filter(({ phrase }) => phrase !== '')
    .sort((a, b) => b.phrase.length - a.phrase.length);
  const found = new Set<ChoiceItem | undefined>();
  let rest = text;
  for (const { item, phrase } of words) {
    const at = wholePhrase(rest, phrase);
    if (at < 0) continue;
    found.add(item);
    rest = `${rest.slice(0, at)},${rest.slice(at + phrase.length)}`;
  }
  // "1 and 3" counts; "two cats, I have 2" does not: numbers must be all there is besides the phrases.
  const numbers = rest.split(/[,;\s&+.]+|\band\b/).filter((word) => word !== '');
  if (numbers.every((word) => /^\d{1,3}$/.test(word))) {
    for (const number of numbers) {
      const item = items[Number(number) - 1];
      if (item === undefined) return new Set();
      found.add(item);
    }
  }
  return found;
};

const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;

/** Where `phrase` stands in `text` with no letter or digit touching it; -1 when nowhere. */
const wholePhrase = (text: string, phrase: string): number => {
  for (let at = text.indexOf(phrase); at >= 0; at = text.indexOf(phrase, at + 1)) {
    const before = text.slice(Math.max(0, at - 2), at).match(/.$/su)?.[0] ?? '';
    const after = text.slice(at + phrase.length, at + phrase.length + 2).match(/^./su)?.[0] ?? '';
    if (!LETTER_OR_DIGIT.test(before) && !LETTER_OR_DIGIT.test(after)) return at;
  }
  return -1;
};
