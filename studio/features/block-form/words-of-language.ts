/** Filters and functions as the lists of suggestions show them; docs/templates.md and docs/expressions.md say more. */

export type FilterWords = { readonly name: string; readonly says: string; readonly argument?: string };

export const FILTER_WORDS: readonly FilterWords[] = [
  { name: 'default', argument: '""', says: 'when there is nothing' },
  { name: 'capitalize', says: 'a capital first letter' },
  { name: 'upcase', says: 'capitals' },
  { name: 'downcase', says: 'small letters' },
  { name: 'strip', says: 'no white space around it' },
  { name: 'join', argument: '", "', says: 'the elements of a list in one text' },
  { name: 'first', says: 'the first element' },
  { name: 'last', says: 'the last element' },
  { name: 'size', says: 'how many' },
  { name: 'round', argument: '2', says: 'at most so many decimals' },
];

export type FunctionWords = { readonly name: string; readonly takes: string; readonly says: string };

export const FUNCTION_WORDS: readonly FunctionWords[] = [
  { name: 'lower', takes: 'text', says: 'small letters' },
  { name: 'upper', takes: 'text', says: 'capitals' },
  { name: 'trim', takes: 'text', says: 'no white space around it' },
  { name: 'size', takes: 'x', says: 'how many characters or elements' },
  { name: 'length', takes: 'x', says: 'the same as size' },
  { name: 'contains', takes: 'x, part', says: 'whether it is in there' },
  { name: 'startsWith', takes: 'text, part', says: 'whether it begins so' },
  { name: 'endsWith', takes: 'text, part', says: 'whether it ends so' },
  { name: 'matches', takes: 'text, pattern', says: 'whether a pattern is found' },
  { name: 'indexOf', takes: 'x, part', says: 'where it first stands' },
  { name: 'index', takes: 'x, n', says: 'the element at a place' },
  { name: 'first', takes: 'x', says: 'the first element' },
  { name: 'last', takes: 'x', says: 'the last element' },
  { name: 'split', takes: 'text, separator', says: 'a list from a text' },
  { name: 'join', takes: 'list, separator', says: 'a text from a list' },
  { name: 'round', takes: 'n, digits', says: 'rounded' },
  { name: 'floor', takes: 'n', says: 'rounded down' },
  { name: 'ceil', takes: 'n', says: 'rounded up' },
  { name: 'abs', takes: 'n', says: 'without sign' },
  { name: 'min', takes: 'a, b', says: 'the smallest' },
  { name: 'max', takes: 'a, b', says: 'the largest' },
  { name: 'number', takes: 'x', says: 'the number in a text' },
  { name: 'text', takes: 'x', says: 'the text of a value' },
  { name: 'has', takes: 'x', says: 'whether it is set' },
  { name: 'now', takes: '', says: 'date and time' },
  { name: 'today', takes: '', says: 'the date' },
  { name: 'addDays', takes: 'date, n', says: 'a date n days later' },
  { name: 'daysBetween', takes: 'from, to', says: 'whole days' },
];
