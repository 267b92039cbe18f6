/** Time: a time of day; stored as "HH:mm". */
import { problem } from '@sluice/core/problem';
import type { InputKindDefinition } from '../kind.ts';
import { AGAINST_RULES, inWords, NOT_THIS_KIND, read } from '../kind.ts';
import type { Validation } from '../settings.ts';

const CLOCK = /^(\d{1,2})[:.h](\d{2})(?::\d{2}(?:\.\d+)?)?$/;
const HOUR_ONLY = /^(\d{1,2}) ?(?:h|uhr|o['’]clock)$/;
const HALF_DAY = /^(\d{1,2})(?:[:.](\d{2}))? ?([ap])\.? ?m\.?$/;

const clock = (hour: number, minute: number): string | null =>
  hour <= 23 && minute <= 59 ? `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}` : null;

/**
 * Reads "21:30", "9.30", "21h30", "21 h", "9pm", "9:30 p.m.", "noon" and "midnight"; null for anything else. A bare
 * "9" is not read: nobody can tell morning from evening. Seconds are dropped.
 */
export const timeOf = (words: string): string | null => {
  const text = words.toLowerCase().replace(/\s+/g, ' ');
  if (text === 'noon' || text === 'midday') return '12:00';
  if (text === 'midnight') return '00:00';
  const half = HALF_DAY.exec(text);
  if (half) {
    const hour = Number(half[1]);
    if (hour < 1 || hour > 12) return null;
    return clock((hour % 12) + (half[3] === 'p' ? 12 : 0), Number(half[2] ?? 0));
  }
  const full = CLOCK.exec(text);
  if (full) return clock(Number(full[1]), Number(full[2]));
  const hour = HOUR_ONLY.exec(text);
  return hour ? clock(Number(hour[1]), 0) : null;
};

const range = ({ min, max }: Validation) => {
  const from = timeOf(String(min ?? ''));
  const to = timeOf(String(max ?? ''));
  return { ...(from !== null && { min: from }), ...(to !== null && { max: to }) };
};

export const time: InputKindDefinition = {
  rules: ['min', 'max'],
  range,
  read: (words, { validation = {} }) => {
    const found = timeOf(words);
    if (found === null) return NOT_THIS_KIND;
    const { min = '00:00', max = '23:59' } = range(validation);
    // A range over midnight ("22:00" to "06:00") is the night between.
    const inside = min <= max ? found >= min && found <= max : found >= min || found <= max;
    return inside ? read(found) : AGAINST_RULES;
  },
  retryMessage: ({ validation = {} }) => {
    const { min, max } = range(validation);
    const bounds = inWords(min, max);
    return `Please give a time${bounds && ` ${bounds}`}, like 14:30 or 2:30 pm.`;
  },
  check: ({ validation = {} }) =>
    (['min', 'max'] as const)
      .filter((rule) => validation[rule] !== undefined && timeOf(String(validation[rule])) === null)
      .map((rule) =>
        problem(
          'bad-bound',
          `validation.${rule}`,
          `“${validation[rule]}” is not a time.`,
          'Write it like 09:30.',
        ),
      ),
};
