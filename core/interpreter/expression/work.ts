/** The allowance of one evaluation: every step is charged, so no expression can run long or grow large. */
import { type Problem, problem } from '../../problem.ts';

/** How an evaluation stops with a problem; caught where the expression was started, never seen outside. */
export class ExpressionStop extends Error {
  readonly problem: Problem;
  constructor(found: Problem) {
    super(found.says);
    this.problem = found;
  }
}

/** Stops the evaluation; the sentence says what does not fit. */
export const stop = (says: string, hint = ''): never => {
  throw new ExpressionStop(problem('expression-failed', '', says, hint));
};

/** Units of work in one evaluation; about one for each character or element touched. */
const ALLOWANCE = 2_000_000;
/** Longest text and list that an expression may make. */
const LONGEST_TEXT = 64 * 1024;
const LONGEST_LIST = 10_000;

export type Work = { left: number };

export const newWork = (): Work => ({ left: ALLOWANCE });

/** Takes `units` from the allowance, or stops. */
export const charge = (work: Work, units: number): void => {
  work.left -= units;
  if (work.left < 0) {
    throw new ExpressionStop(
      problem(
        'expression-too-long',
        '',
        'This expression needs too much work.',
        'Use shorter texts and lists.',
      ),
    );
  }
};

/** Charges for a text before it is kept, and refuses one that is too long. */
export const boundedText = (work: Work, text: string): string => {
  charge(work, text.length);
  return text.length > LONGEST_TEXT ? stop('An expression made a text of more than 64 KB.') : text;
};

export const boundedList = <T>(work: Work, list: readonly T[]): readonly T[] => {
  charge(work, list.length);
  return list.length > LONGEST_LIST ? stop('An expression made a list of more than 10,000 elements.') : list;
};
