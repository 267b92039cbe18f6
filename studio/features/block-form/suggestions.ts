/** What can be filled in where someone types `{{`, `|` or a name in an expression: found and put in, as pure text work. */
import type { FlowDocument } from '@sluice/core/flow/document';
import { FILTER_WORDS, FUNCTION_WORDS } from './words-of-language.ts';

export type Suggestion = {
  /** What is written into the text. */
  readonly insert: string;
  /** As people know it. */
  readonly label: string;
  readonly note?: string;
  /** How many characters before its end the caret comes to stand: inside the quotes of `default: ""`. */
  readonly back?: number;
};

/** Where something is asked for: what was typed of it so far stands from `from` to the caret. */
export type Asking = {
  readonly about: 'value' | 'filter' | 'name';
  readonly from: number;
  readonly typed: string;
};

/** Finds what is asked for at the caret; null when nothing is. */
export type FindAsking = (text: string, caret: number) => Asking | null;

const quoted = (text: string): boolean =>
  (text.match(/"/g)?.length ?? 0) % 2 === 1 || (text.match(/'/g)?.length ?? 0) % 2 === 1;

/** In templates: a value right after `{{`, a filter after `|`. */
export const askedInTemplate: FindAsking = (text, caret) => {
  const before = text.slice(0, caret);
  const open = before.lastIndexOf('{{');
  if (open < 0) return null;
  const inside = before.slice(open + 2);
  if (/\}\}|\n/.test(inside) || quoted(inside)) return null;
  const bar = inside.lastIndexOf('|');
  const part = inside.slice(bar + 1);
  const typed = part.trim();
  if (!/^[\w.]*$/.test(typed) || (typed !== '' && part !== part.trimEnd())) return null;
  return { about: bar < 0 ? 'value' : 'filter', from: open + 2 + bar + 1, typed };
};

/** In expressions: a name that has been begun, outside of quotes. */
export const askedInExpression: FindAsking = (text, caret) => {
  const before = text.slice(0, caret);
  const [typed = ''] = /(?<![\w."'])[A-Za-z_][\w.]*$/.exec(before) ?? [];
  return typed === '' || quoted(before) ? null : { about: 'name', from: caret - typed.length, typed };
};

/** The text after a suggestion was taken, and where the caret stands then. */
export const taken = (
  text: string,
  caret: number,
  { about, from }: Asking,
  { insert, back = 0 }: Suggestion,
): { readonly text: string; readonly caret: number } => {
  const after = text.slice(caret);
  const written = about === 'filter' ? ` ${insert}` : insert;
  const closed = about === 'name' || /^[^{\n]*?\}\}/.test(after) || /^\s*\|/.test(after);
  const end = closed ? '' : '}}';
  const stands = from + written.length - back;
  // Right behind the braces one goes on writing; inside quotes one fills them first.
  const skipped =
    back > 0 ? 0 : end.length || (about === 'name' ? 0 : (/^\s*\}\}/.exec(after)?.[0].length ?? 0));
  return { text: text.slice(0, from) + written + end + after, caret: stands + skipped };
};

/** Something a person is known by, as the channel's catalogue lists it. */
export type PersonAttribute = { readonly path: string; readonly name: string };

/** Everything a template or an expression can read: the flow's variables first, then the person. */
export const readable = (
  { variables }: Pick<FlowDocument, 'variables'>,
  attributes: readonly PersonAttribute[],
): readonly Suggestion[] => [
  ...variables.map(({ name, title }) => ({ insert: name, label: title?.trim() || name, note: name })),
  ...attributes.map(({ path, name }) => ({
    insert: `person.${path}`,
    label: name,
    note: `person.${path}`,
  })),
];

export const FILTERS: readonly Suggestion[] = FILTER_WORDS.map(({ name, says, ...argument }) => ({
  insert: 'argument' in argument ? `${name}: ${argument.argument}` : name,
  label: name,
  note: says,
  ...('argument' in argument && { back: argument.argument?.endsWith('"') ? 1 : 0 }),
}));

export const FUNCTIONS: readonly Suggestion[] = FUNCTION_WORDS.map(({ name, takes, says }) => ({
  insert: `${name}(${takes === '' ? ')' : ''}`,
  label: `${name}(${takes})`,
  note: says,
}));

const MOST = 50;

/** Those that fit what was typed, the ones that begin with it first. */
export const fitting = (all: readonly Suggestion[], typed: string): readonly Suggestion[] => {
  const wanted = typed.toLowerCase();
  const rank = ({ insert, label }: Suggestion): number => {
    const names = [insert.toLowerCase(), label.toLowerCase()];
    if (names.some((name) => name.startsWith(wanted))) return 0;
    return names.some((name) => name.includes(wanted)) ? 1 : 2;
  };
  return all
    .map((suggestion) => ({ suggestion, rank: rank(suggestion) }))
    .filter((each) => each.rank < 2)
    .sort((a, b) => a.rank - b.rank)
    .slice(0, MOST)
    .map((each) => each.suggestion);
};
