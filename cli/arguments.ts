/** The command line of a verb, read strictly: unknown options, missing and surplus arguments are refused. */
import { parseArgs } from 'node:util';
import { ok, type Problem, type Result, refused } from '@sluice/core/problem';
import { usageProblem } from './verb.ts';

/** By name, without the dashes: a `text` takes a value, a `flag` takes none. */
export type Options = { readonly [name: string]: 'text' | 'flag' };

export type Arguments = {
  /** As many as were asked for. */
  readonly operands: readonly string[];
  /** The value of a text option; undefined when it was not given. */
  text(name: string): string | undefined;
  flag(name: string): boolean;
};

/** Reads `args` for a verb with these options and exactly these arguments ("any": as many as there are). */
export const readArguments = (
  args: readonly string[],
  options: Options,
  operands: readonly string[] | 'any',
): Result<Arguments> => {
  const parsed = parse(args, options);
  if (!parsed.ok) return parsed;
  const { values, positionals } = parsed.value;
  const wrong = operands === 'any' ? null : countProblem(positionals, operands);
  if (wrong) return refused(wrong);
  return ok({
    operands: positionals,
    text: (name) => {
      const value = values[name];
      return typeof value === 'string' ? value : undefined;
    },
    flag: (name) => values[name] === true,
  });
};

const countProblem = (given: readonly string[], operands: readonly string[]): Problem | null => {
  const missing = operands[given.length];
  if (missing !== undefined) return usageProblem(missing, `${missing} is missing.`);
  const surplus = given[operands.length];
  return surplus === undefined
    ? null
    : usageProblem(surplus, 'This argument is one too many.', 'Quote what holds spaces.');
};

type Parsed = {
  readonly values: { readonly [name: string]: unknown };
  readonly positionals: readonly string[];
};

const parse = (args: readonly string[], options: Options): Result<Parsed> => {
  const config = Object.fromEntries(
    Object.entries(options).map(([name, kind]) => [
      name,
      { type: kind === 'text' ? ('string' as const) : ('boolean' as const) },
    ]),
  );
  try {
    return ok(parseArgs({ args: [...args], options: config, allowPositionals: true, strict: true }));
  } catch (error) {
    const problem = optionProblem(error);
    if (problem === null) throw error;
    return refused(problem);
  }
};

/** What Node says of an option, in one sentence; null for anything that is not about options. */
const optionProblem = (error: unknown): Problem | null => {
  if (!(error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')))
    return null;
  const name = /--?[\w-]+/.exec(error.message)?.[0] ?? 'arguments';
  switch (error.code) {
    case 'ERR_PARSE_ARGS_UNKNOWN_OPTION':
      return usageProblem(name, 'There is no such option here.', 'Write -- before what begins with a dash.');
    case 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE':
      return error.message.includes('does not take')
        ? usageProblem(name, 'This option takes no value.')
        : usageProblem(
            name,
            'This option needs a value.',
            `Write ${name}=VALUE where the value begins with a dash.`,
          );
    default:
      return usageProblem(name, error.message);
  }
};
