/** Text: any words, within the author's length and pattern. */
import { compilePattern } from '@sluice/core/audience/pattern';
import type { Problem } from '@sluice/core/problem';
import { problem } from '@sluice/core/problem';
import type { InputKindDefinition } from '../kind.ts';
import { AGAINST_RULES, NOT_THIS_KIND, read } from '../kind.ts';

/** Unless the author says otherwise: a long letter, and well below what one variable holds. */
const DEFAULT_LONGEST = 10_000;

/** Whether the whole text matches, as in a form field; a pattern that cannot be read lets nothing pass. */
const matches = (pattern: string, words: string): boolean => {
  const compiled = compilePattern(`\\A(?:${pattern})\\z`, true);
  return compiled.ok && compiled.value(words);
};

/** Characters as people count them, not UTF-16 units. */
const lengthOf = (text: string): number => [...text].length;

const checkPattern = (pattern: string | undefined): readonly Problem[] => {
  const compiled = pattern === undefined ? null : compilePattern(pattern, true);
  return compiled === null || compiled.ok
    ? []
    : compiled.problems.map((inner) => ({ ...inner, at: 'validation.pattern' }));
};

export const text: InputKindDefinition = {
  rules: ['minLength', 'maxLength', 'pattern'],
  read: (words, { validation = {} }) => {
    const { minLength = 0, maxLength = DEFAULT_LONGEST } = validation;
    if (words === '') return NOT_THIS_KIND;
    // UTF-16 units are never fewer than characters, so the cheap test comes first.
    if (words.length > 2 * maxLength) return AGAINST_RULES;
    const length = lengthOf(words);
    if (length < minLength || length > maxLength) return AGAINST_RULES;
    if (validation.pattern !== undefined && !matches(validation.pattern, words)) return AGAINST_RULES;
    return read(words);
  },
  retryMessage: ({ validation = {} }) => {
    const { minLength, maxLength } = validation;
    if (validation.pattern !== undefined)
      return 'That doesn’t look quite right. Could you check it and try again?';
    if (minLength) return `Could you write a little more? At least ${minLength} characters, please.`;
    if (maxLength !== undefined) return `Please keep it to ${maxLength} characters.`;
    return 'Please answer in your own words, in up to 10,000 characters.';
  },
  check: ({ validation = {} }) => [
    ...checkPattern(validation.pattern),
    ...((validation.minLength ?? 0) > (validation.maxLength ?? DEFAULT_LONGEST)
      ? [
          problem(
            'empty-range',
            'validation.minLength',
            'No text is long and short enough at once.',
            'Lower minLength or raise maxLength.',
          ),
        ]
      : []),
  ],
};
