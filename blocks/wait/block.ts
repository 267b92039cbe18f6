/** Wait: pauses for some seconds, then goes on by itself. */
import { defineBlock, NEXT } from '@sluice/core/interpreter/block';
import { expressionSetting } from '@sluice/core/interpreter/setting';
import { problem } from '@sluice/core/problem';
import { z } from 'zod';

/** Thirty days: longer pauses belong into a new conversation. */
const LONGEST = 30 * 24 * 60 * 60;

const settings = z.strictObject({
  /** Seconds, or an expression that gives them. */
  seconds: z.union([z.number().min(0).max(LONGEST), expressionSetting(1_000, 1)]),
});

export const wait = defineBlock({
  type: 'wait',
  family: 'logic',
  title: 'Wait',
  settings,
  ports: () => ({ named: [], next: true }),
  enter: ({ seconds: given }, context) => {
    const found = typeof given === 'number' ? { ok: true as const, value: given } : context.evaluate(given);
    if (!found.ok) return { then: { type: 'fail', problem: { ...found.problem, at: 'seconds' } } };
    const number = typeof found.value === 'string' && found.value.trim() !== '' ? +found.value : found.value;
    if (typeof number !== 'number' || !Number.isFinite(number))
      return {
        then: {
          type: 'fail',
          problem: problem(
            'not-a-number',
            'seconds',
            'The time to wait is not a number.',
            'Let the expression give seconds.',
          ),
        },
      };
    const seconds = Math.min(number, LONGEST);
    if (seconds <= 0) return { then: { type: 'leave', port: NEXT } };
    return {
      effects: [{ type: 'wait', seconds }],
      then: { type: 'wait', awaiting: { type: 'wait', seconds }, timer: seconds },
    };
  },
  // Platforms hold back what is written meanwhile; what arrives here all the same does not cut the wait short.
  resume: (_, input) => ({
    then: input.type === 'elapsed' ? { type: 'leave', port: NEXT } : { type: 'again' },
  }),
  check: ({ seconds }, context) =>
    typeof seconds === 'string' ? context.expression('seconds', seconds) : [],
});
