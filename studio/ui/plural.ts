/** Counted things in words, one place for all of them: "1 conversation", "1,557 people". */
const number = new Intl.NumberFormat('en');
const rules = new Intl.PluralRules('en');

/** The count with thousands separated, and its noun; the plural is the singular with an s unless it is given. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${number.format(count)} ${rules.select(count) === 'one' ? one : many}`;

/** The form that fits a count, for verbs: `fitting(n, 'stays', 'stay')`. */
export const fitting = (count: number, one: string, many: string): string =>
  rules.select(count) === 'one' ? one : many;
