/** "Which of these texts are part of what was found", without searching for each of thousands. */

/** Items by the text that must be somewhere inside. */
export type PartIndex<T> = {
  readonly size: () => number;
  /** `part` is folded and not empty. */
  readonly add: (part: string, item: T) => void;
  /** Visits every item whose part is inside the (folded) text. */
  readonly find: (text: string, visit: (item: T) => void) => void;
};

type Part<T> = { readonly text: string; readonly items: T[] };

/** Up to this many parts, plain searching is faster than looking at every place of the text. */
const FEW = 8;
/** How many characters are looked up at once. */
const GRAM = 3;

/** A number for `length` code units from `at` on; two of them may share a number, as parts are compared afterwards. */
const gramAt = (text: string, at: number, length: number): number => {
  let gram = 0;
  for (let i = at; i < at + length; i += 1) gram = (Math.imul(gram, 0x9e3779b1) + text.charCodeAt(i)) | 0;
  return gram;
};

const lengthFor = (part: string): number => Math.min(part.length, GRAM);

/** Files each part under its rarest gram: "/page-1234" under "234" rather than under "/pa", which they all have. */
const fileParts = <T>(parts: Iterable<Part<T>>): readonly Map<number, Part<T>[]>[] => {
  const all = [...parts];
  const counts = Array.from({ length: GRAM + 1 }, () => new Map<number, number>());
  const filed = Array.from({ length: GRAM + 1 }, () => new Map<number, Part<T>[]>());
  for (const { text } of all) {
    const length = lengthFor(text);
    for (let at = 0; at + length <= text.length; at += 1) {
      const gram = gramAt(text, at, length);
      counts[length]?.set(gram, (counts[length]?.get(gram) ?? 0) + 1);
    }
  }
  for (const part of all) {
    const length = lengthFor(part.text);
    let rarest = 0;
    let fewest = Number.POSITIVE_INFINITY;
    for (let at = 0; at + length <= part.text.length; at += 1) {
      const gram = gramAt(part.text, at, length);
      const count = counts[length]?.get(gram) ?? 0;
      if (count >= fewest) continue;
      fewest = count;
      rarest = gram;
    }
    const under = filed[length]?.get(rarest);
    if (under === undefined) filed[length]?.set(rarest, [part]);
    else under.push(part);
  }
  return filed;
};

/** An empty index; parts added after the first search are found all the same. */
export const partIndex = <T>(): PartIndex<T> => {
  const parts = new Map<string, Part<T>>();
  let filed: readonly Map<number, Part<T>[]>[] | undefined;

  const visitPart = ({ text: inside, items }: Part<T>, text: string, visit: (item: T) => void): void => {
    if (text.includes(inside)) for (const item of items) visit(item);
  };
  return {
    size: () => parts.size,
    add: (text, item) => {
      const part = parts.get(text);
      if (part === undefined) parts.set(text, { text, items: [item] });
      else part.items.push(item);
      filed = undefined;
    },
    find: (text, visit) => {
      if (parts.size <= FEW) {
        for (const part of parts.values()) visitPart(part, text, visit);
        return;
      }
      filed ??= fileParts(parts.values());
      for (let length = 1; length <= GRAM; length += 1) {
        const grams = filed[length];
        if (grams === undefined || grams.size === 0) continue;
        for (let at = 0; at + length <= text.length; at += 1) {
          const under = grams.get(gramAt(text, at, length));
          if (under !== undefined) for (const part of under) visitPart(part, text, visit);
        }
      }
    },
  };
};
