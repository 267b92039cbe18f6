/** "Which of these texts does what was found begin or end with", for thousands in a few look-ups. */

export type EdgeIndex<T> = {
  readonly size: () => number;
  /** `edge` is folded and not empty. */
  readonly add: (edge: string, item: T) => void;
  /** Visits at least every item whose edge the (folded) text has, and by rare chance some more. */
  readonly find: (text: string, visit: (item: T) => void) => void;
};

/** Longer edges are filed by this many of their outermost characters. */
const LONGEST = 32;

/**
 * Edges are filed by their length and a number mixed from their characters, from the outermost inwards: one walk
 * along a text gives the numbers of all lengths, and no piece of it is copied.
 */
export const edgeIndex = <T>(side: 'start' | 'end'): EdgeIndex<T> => {
  const byLength: (Map<number, T[]> | undefined)[] = [];
  const mixed = (number: number, text: string, i: number): number =>
    (Math.imul(number, 0x9e3779b1) + text.charCodeAt(side === 'start' ? i : text.length - 1 - i)) | 0;
  return {
    size: () => byLength.length,
    add: (edge, item) => {
      const length = Math.min(edge.length, LONGEST);
      let number = 0;
      for (let i = 0; i < length; i += 1) number = mixed(number, edge, i);
      while (byLength.length <= length) byLength.push(undefined);
      const items = byLength[length] ?? new Map<number, T[]>();
      byLength[length] = items;
      const under = items.get(number);
      if (under === undefined) items.set(number, [item]);
      else under.push(item);
    },
    find: (text, visit) => {
      const last = Math.min(text.length, byLength.length - 1);
      let number = 0;
      for (let i = 0; i < last; i += 1) {
        number = mixed(number, text, i);
        const under = byLength[i + 1]?.get(number);
        if (under !== undefined) for (const item of under) visit(item);
      }
    },
  };
};
