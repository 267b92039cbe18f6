/** What tests found, told to people; the same sentences in the studio, from the API and in a terminal. */
import { type Problem, problem } from '../problem.ts';
import type { FlowTestResult, TestDifference } from './run.ts';

/** One short sentence; turns are counted from 1 for people. */
export const differenceInWords = ({ turn, kind, expected, got }: TestDifference): string => {
  switch (kind) {
    case 'said':
      return `Turn ${turn + 1} says something else.`;
    case 'choices':
      return `Turn ${turn + 1} offers other choices.`;
    case 'status':
      return `Turn ${turn + 1} ends ${got.join()}, not ${expected.join()}.`;
    case 'ended':
      return `The conversation cannot go on at turn ${turn + 1}: it is ${got.join()}.`;
  }
};

/** A test that fails, as a problem at `at`; the hint says where it differs first. */
export const failedTest = ({ name, differences: [first] }: FlowTestResult, at: string): Problem =>
  problem(
    'test-failed',
    at,
    `The test "${name}" fails.`,
    first === undefined ? '' : differenceInWords(first),
  );
