/** What one kind of input knows: how to read an answer, which rules it takes, and what it says when in doubt. */
import type { Answer } from '@sluice/core/interpreter/input';
import type { Json } from '@sluice/core/json';
import type { Problem } from '@sluice/core/problem';
import type { InputSettings, Validation } from './settings.ts';

export type Rule = Exclude<keyof Validation, 'message'>;

/** The value to store, or why there is none: not of this kind at all, or against the author's rules. */
export type Reading =
  | { readonly ok: true; readonly value: Json }
  | { readonly ok: false; readonly because: 'kind' | 'rule' };

export const read = (value: Json): Reading => ({ ok: true, value });
export const NOT_THIS_KIND: Reading = { ok: false, because: 'kind' };
export const AGAINST_RULES: Reading = { ok: false, because: 'rule' };

export type InputKindDefinition = {
  /** The rules of `validation` that mean something for this kind. */
  readonly rules: readonly Rule[];
  /** `text` is the answer in words, cleaned: NFC, trimmed, without invisible characters. */
  read(text: string, settings: InputSettings, answer: Answer): Reading;
  /** Said when an answer does not fit and the author wrote nothing: short, kind, with an example. */
  retryMessage(settings: InputSettings): string;
  /** For the platform's field: the range and step, if the kind has one. */
  range?(validation: Validation): { min?: number | string; max?: number | string; step?: number };
  /** Problems of the rules, with `at` relative to the block. */
  check?(settings: InputSettings): readonly Problem[];
};

// Zero-width spaces and joiners, direction marks, byte order marks: they come with copy and paste, unseen.
const INVISIBLE = /[\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g;
// Control characters except tab and line ends.
// biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the point
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/g;

/** The words of an answer; buttons and lists answer in words too. "" when there are none. */
export const wordsOf = (answer: Answer): string =>
  (answer.text ?? answer.choice ?? answer.choices?.join(', ') ?? '')
    .replace(/\p{Surrogate}/gu, '\uFFFD') // half a character can be stored nowhere
    .normalize('NFC')
    .replace(INVISIBLE, '')
    .replace(CONTROL, '')
    .trim();

/** "from 1 to 10", "from 1", "up to 10", or "" without bounds. */
export const inWords = (min: number | string | undefined, max: number | string | undefined): string => {
  if (min !== undefined && max !== undefined) return `from ${min} to ${max}`;
  if (min !== undefined) return `from ${min}`;
  return max === undefined ? '' : `up to ${max}`;
};
