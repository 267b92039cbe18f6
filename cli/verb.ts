/** A verb of the command line: what it takes, what it says of itself, how it ends. */
import { type Problem, problem } from '@sluice/core/problem';
import type { Arguments, Options } from './arguments.ts';
import type { Io } from './io.ts';

/**
 * - `done`: all is well, exit 0
 * - `problems`: printed on standard error, exit 1
 * - `misuse`: the command line itself is wrong; printed with the usage, exit 2
 * - `code`: of a server that ran and stopped
 */
export type Ending =
  | { readonly type: 'done' }
  | { readonly type: 'problems'; readonly problems: readonly Problem[] }
  | { readonly type: 'misuse'; readonly problems: readonly Problem[] }
  | { readonly type: 'code'; readonly code: number };

export const done: Ending = { type: 'done' };
export const failed = (problems: readonly Problem[]): Ending => ({ type: 'problems', problems });
export const misuse = (problems: readonly Problem[]): Ending => ({ type: 'misuse', problems });

/** A problem of the command line; `at` is the option or argument. */
export const usageProblem = (at: string, says: string, hint = ''): Problem =>
  problem('usage', at, says, hint);

export type Verb = {
  /** After "sluice": `draw SEED [--share PERCENT]`. */
  readonly usage: string;
  /** One line for the list of verbs. */
  readonly summary: string;
  /** What `--help` says below the usage. */
  readonly details: string;
  /** Names of the arguments that must be given, in order; "any" takes what comes. */
  readonly operands: readonly string[] | 'any';
  readonly options: Options;
  readonly run: (given: Arguments, io: Io) => Promise<Ending>;
};
