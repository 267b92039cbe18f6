/** Rating: a whole number from 1 to 5, or in the author's range; stored as a number. */
import { problem } from '@sluice/core/problem';
import type { InputKindDefinition } from '../kind.ts';
import { AGAINST_RULES, NOT_THIS_KIND, read } from '../kind.ts';
import type { Validation } from '../settings.ts';

const DEFAULT_MIN = 1;
const DEFAULT_MAX = 5;
/** More steps than this is a number, not a rating. */
const MOST_STEPS = 100;

const range = ({ min, max }: Validation) => ({
  min: typeof min === 'number' ? min : DEFAULT_MIN,
  max: typeof max === 'number' ? max : DEFAULT_MAX,
  step: 1,
});

/** Reads "4", "4/5", "4 out of 5", "4 stars" and "★★★★"; null for anything else. */
const ratingOf = (words: string, max: number): number | null => {
  const stars = /^(?:[★⭐]\uFE0F?)+$/u.exec(words);
  if (stars) return [...words].filter((sign) => sign !== '\uFE0F').length;
  const parts = /^(\d{1,3})(?: ?(?:\/|out of|of) ?(\d{1,3}))?(?: ?(?:stars?|points?))?$/i.exec(words);
  if (parts === null) return null;
  return parts[2] === undefined || Number(parts[2]) === max ? Number(parts[1]) : null;
};

export const rating: InputKindDefinition = {
  rules: ['min', 'max'],
  range,
  read: (words, { validation = {} }) => {
    const { min, max } = range(validation);
    const value = ratingOf(words, max);
    if (value === null) return NOT_THIS_KIND;
    return value < min || value > max ? AGAINST_RULES : read(value);
  },
  retryMessage: ({ validation = {} }) => {
    const { min, max } = range(validation);
    return `Please rate it with a number from ${min} to ${max}, where ${max} is best.`;
  },
  check: ({ validation = {} }) => {
    const { min, max } = range(validation);
    const whole = [validation.min, validation.max].every(
      (bound) => bound === undefined || (typeof bound === 'number' && Number.isInteger(bound) && bound >= 0),
    );
    return whole && min < max && max - min <= MOST_STEPS
      ? []
      : [
          problem(
            'bad-bound',
            'validation',
            `A rating from ${validation.min ?? DEFAULT_MIN} to ${validation.max ?? DEFAULT_MAX} has no scale to pick from.`,
            'Use whole numbers, for example 1 to 5, or 0 to 10.',
          ),
        ];
  },
};
