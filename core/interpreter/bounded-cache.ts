/** A cache of compiled texts that never grows beyond its bound; the one used longest ago goes first. */

/** Texts longer than this are compiled each time rather than kept. */
const LONGEST_KEY = 20_000;

/** Remembers what `make` made for each text. `make` must be pure: nobody can tell whether it ran again. */
export const boundedCache = <T>(bound: number, make: (text: string) => T): ((text: string) => T) => {
  const kept = new Map<string, T>();
  return (text) => {
    const known = kept.get(text);
    if (known !== undefined) {
      kept.delete(text); // put back as the newest: a Map keeps the order of insertion
      kept.set(text, known);
      return known;
    }
    const made = make(text);
    if (text.length <= LONGEST_KEY) kept.set(text, made);
    if (kept.size > bound) {
      const oldest = kept.keys().next();
      if (!oldest.done) kept.delete(oldest.value);
    }
    return made;
  };
};
