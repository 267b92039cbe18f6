/** Number: figures as people write them, in any common grouping; stored as a number. */
import { problem } from '@sluice/core/problem';
import type { InputKindDefinition } from '../kind.ts';
import { AGAINST_RULES, inWords, NOT_THIS_KIND, read } from '../kind.ts';
import type { Validation } from '../settings.ts';

/** More digits than a number keeps exactly: such "numbers" are names, and belong into a text. */
const MOST_DIGITS = 15;

/**
 * Reads "1234", "-3", "1 234,5", "1.234,5", "1,234.5", "1'234", "1,234,567" and "0,5"; null for anything else.
 * The rule for separators: spaces and apostrophes group; of two different ones, the last is the decimal mark; one
 * that repeats groups; a single one is the decimal mark, except a comma before exactly three digits ("1,234").
 */
export const numberOf = (words: string): number | null => {
  const tidy = words.normalize('NFKC').replace(/[−–]/g, '-').replace(/[’‘`]/g, "'");
  const parts = /^([+-]?) ?(\d[\d ',.]*|[.,]\d+)$/.exec(tidy);
  if (parts === null) return null;
  const [, sign = '', body = ''] = parts;
  const whole = body.replace(/[ ']/g, '');
  const spaced = whole !== body;
  const mark = decimalMark(whole, spaced);
  const at = mark === null ? whole.length : whole.lastIndexOf(mark);
  // Grouping is only believed in threes, so that "1.2.3" and "10 5" are not numbers.
  const grouped = body.slice(0, mark === null ? body.length : body.lastIndexOf(mark));
  const fraction = whole.slice(at + 1);
  if (!/^(?:\d*|\d{1,3}(?:([ ',.])\d{3})(?:\1\d{3})*)$/.test(grouped)) return null;
  if (mark !== null && !/^\d+$/.test(fraction)) return null;
  const digits = grouped.replace(/\D/g, '');
  if ((digits + fraction).replace(/^0+/, '').length > MOST_DIGITS) return null;
  const value = Number(`${sign}${digits || '0'}.${fraction || '0'}`);
  return value === 0 ? 0 : value;
};

const decimalMark = (body: string, spaced: boolean): '.' | ',' | null => {
  const dot = body.lastIndexOf('.');
  const comma = body.lastIndexOf(',');
  if (dot >= 0 && comma >= 0) return dot > comma ? '.' : ',';
  if (dot < 0 && comma < 0) return null;
  const mark = dot >= 0 ? '.' : ',';
  if (body.indexOf(mark) !== body.lastIndexOf(mark)) return null;
  const thousands = mark === ',' && !spaced && /^[1-9]\d{0,2},\d{3}$/.test(body);
  return thousands ? null : mark;
};

const asNumber = (bound: number | string | undefined): number | undefined =>
  bound === undefined ? undefined : (numberOf(String(bound)) ?? undefined);

const range = ({ min, max, step }: Validation) => {
  const low = asNumber(min);
  const high = asNumber(max);
  return {
    ...(low !== undefined && { min: low }),
    ...(high !== undefined && { max: high }),
    ...(step !== undefined && { step }),
  };
};

export const number: InputKindDefinition = {
  rules: ['min', 'max', 'step'],
  range,
  read: (words, { validation = {} }) => {
    const value = numberOf(words);
    if (value === null) return NOT_THIS_KIND;
    const { min = -Infinity, max = Infinity, step } = range(validation);
    if (value < min || value > max) return AGAINST_RULES;
    if (step !== undefined) {
      const steps = (value - (Number.isFinite(min) ? min : 0)) / step;
      if (Math.abs(steps - Math.round(steps)) > 1e-9 * Math.max(1, Math.abs(steps))) return AGAINST_RULES;
    }
    return read(value);
  },
  retryMessage: ({ validation = {} }) => {
    const { min, max, step } = range(validation);
    const bounds = inWords(min, max);
    const example = min ?? max ?? 12;
    if (step !== undefined && step !== 1)
      return `Please enter a number${bounds && ` ${bounds}`} in steps of ${step}, like ${example}.`;
    return `Please enter a number${bounds && ` ${bounds}`}, like ${example}.`;
  },
  check: ({ validation = {} }) => {
    const { min, max } = range(validation);
    const unread = (['min', 'max'] as const).filter(
      (rule) => validation[rule] !== undefined && asNumber(validation[rule]) === undefined,
    );
    return [
      ...unread.map((rule) =>
        problem(
          'bad-bound',
          `validation.${rule}`,
          `“${validation[rule]}” is not a number.`,
          'Write a number.',
        ),
      ),
      ...(min !== undefined && max !== undefined && min > max
        ? [problem('empty-range', 'validation.min', 'No number is in this range.', 'Lower min or raise max.')]
        : []),
    ];
  },
};
