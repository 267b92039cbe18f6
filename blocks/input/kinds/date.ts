/** Date: a day of the calendar; stored as ISO 8601 ("2026-03-09"). */
import { problem } from '@sluice/core/problem';
import type { InputKindDefinition } from '../kind.ts';
import { AGAINST_RULES, inWords, NOT_THIS_KIND, read } from '../kind.ts';
import type { Validation } from '../settings.ts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?';
const ORDINAL = '(\\d{1,2})(?:st|nd|rd|th)?';

// A time after an ISO date is what some date fields send; only the day counts.
const YEAR_FIRST = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?$/i;
const DAY_FIRST = /^(\d{1,2})([-/.]) ?(\d{1,2})\2 ?(\d{4})$/;
const DAY_MONTH = new RegExp(`^${ORDINAL}\\.? (?:of )?${MONTH},? (\\d{4})$`, 'i');
const MONTH_DAY = new RegExp(`^${MONTH} ${ORDINAL},? (\\d{4})$`, 'i');

const daysIn = (year: number, month: number): number =>
  month === 2
    ? year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
      ? 29
      : 28
    : [4, 6, 9, 11].includes(month)
      ? 30
      : 31;

const iso = (year: number, month: number, day: number): string | null =>
  year >= 1000 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month)
    ? `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
    : null;

const monthNumber = (name: string): number => MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;

/**
 * Reads "2026-03-09", "09.03.2026", "9/3/2026" (day first), "9 March 2026" and "March 9, 2026"; null for anything
 * else and for days that do not exist.
 */
export const dateOf = (words: string): string | null => {
  const text = words.replace(/\s+/g, ' ');
  const yearFirst = YEAR_FIRST.exec(text);
  if (yearFirst) return iso(Number(yearFirst[1]), Number(yearFirst[2]), Number(yearFirst[3]));
  const dayFirst = DAY_FIRST.exec(text);
  if (dayFirst) return iso(Number(dayFirst[4]), Number(dayFirst[3]), Number(dayFirst[1]));
  const dayMonth = DAY_MONTH.exec(text);
  if (dayMonth) return iso(Number(dayMonth[3]), monthNumber(dayMonth[2] ?? ''), Number(dayMonth[1]));
  const monthDay = MONTH_DAY.exec(text);
  if (monthDay) return iso(Number(monthDay[3]), monthNumber(monthDay[1] ?? ''), Number(monthDay[2]));
  return null;
};

const range = ({ min, max }: Validation) => {
  const from = dateOf(String(min ?? ''));
  const to = dateOf(String(max ?? ''));
  return { ...(from !== null && { min: from }), ...(to !== null && { max: to }) };
};

export const date: InputKindDefinition = {
  rules: ['min', 'max'],
  range,
  read: (words, { validation = {} }) => {
    const day = dateOf(words);
    if (day === null) return NOT_THIS_KIND;
    const { min = '', max = '9999-12-31' } = range(validation);
    return day < min || day > max ? AGAINST_RULES : read(day);
  },
  retryMessage: ({ validation = {} }) => {
    const { min, max } = range(validation);
    const bounds = inWords(min, max);
    return `Please give a date${bounds && ` ${bounds}`}, like 25.03.2026 or 2026-03-25.`;
  },
  check: ({ validation = {} }) => {
    const { min, max } = range(validation);
    const unread = (['min', 'max'] as const).filter(
      (rule) => validation[rule] !== undefined && dateOf(String(validation[rule])) === null,
    );
    return [
      ...unread.map((rule) =>
        problem(
          'bad-bound',
          `validation.${rule}`,
          `“${validation[rule]}” is not a date.`,
          'Write it like 2026-03-25.',
        ),
      ),
      ...(min !== undefined && max !== undefined && min > max
        ? [problem('empty-range', 'validation.min', 'No day is in this range.', 'Choose an earlier min.')]
        : []),
    ];
  },
};
