/** A refused call, thrown where React Query expects something thrown; the problems stay values inside. */
import { type Problem, problem } from '@sluice/core/problem';

export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems[0]?.says ?? 'Refused.');
    this.problems = problems;
  }

  /** The first problem: its code decides what a screen does next. */
  get first(): Problem {
    return this.problems[0] ?? problem('bug', '', 'Something went wrong.');
  }
}

/** The problems of anything that was thrown; a bug becomes a sentence, too, so that a screen can show it. */
export const problemsOf = (error: unknown): readonly Problem[] =>
  error instanceof Refusal
    ? error.problems
    : [
        problem(
          'bug',
          '',
          'Something went wrong on this page.',
          'Load it again; nothing that was saved is lost.',
        ),
      ];
