/** Finds the verb, reads its command line, runs it, and turns how it ended into an exit code. */
import { readFileSync } from 'node:fs';
import type { Problem } from '@sluice/core/problem';
import { readArguments } from './arguments.ts';
import type { Io } from './io.ts';
import { problemLines } from './printable.ts';
import { type Ending, misuse, usageProblem, type Verb } from './verb.ts';
import { findVerb, verbNames } from './verbs.ts';

/** 0 good, 1 problems found, 2 wrong usage. `argv` is without Node and the script. */
export const runVerb = async (argv: readonly string[], io: Io): Promise<number> => {
  const [name, ...args] = argv;
  if (name === '--version' || name === '-v') return print(io, `${version()}\n`);
  if (name === '--help' || name === '-h' || name === 'help') return print(io, await overview());
  if (name === undefined) return refuse(io, [usageProblem('VERB', 'A verb is missing.')], await overview());
  const verb = await findVerb(name);
  if (verb === undefined) {
    return refuse(io, [usageProblem(name, 'There is no such verb.')], await overview());
  }
  if (asksForHelp(args)) return print(io, helpOf(verb));
  const given = readArguments(args, verb.options, verb.operands);
  const ending = given.ok ? await verb.run(given.value, io) : misuse(given.problems);
  return exitCode(ending, verb, io);
};

const exitCode = async (ending: Ending, verb: Verb, io: Io): Promise<number> => {
  switch (ending.type) {
    case 'done':
      return 0;
    case 'code':
      return ending.code;
    case 'problems':
      await io.err.write(problemLines(ending.problems));
      return 1;
    case 'misuse':
      return refuse(io, ending.problems, helpOf(verb));
  }
};

const asksForHelp = (args: readonly string[]): boolean => {
  const end = args.indexOf('--');
  return (end < 0 ? args : args.slice(0, end)).some((arg) => arg === '--help' || arg === '-h');
};

const print = async (io: Io, text: string): Promise<number> => {
  await io.out.write(text);
  return 0;
};

const refuse = async (io: Io, problems: readonly Problem[], help: string): Promise<number> => {
  await io.err.write(`${problemLines(problems)}\n${help}`);
  return 2;
};

const helpOf = (verb: Verb): string => `usage: sluice ${verb.usage}\n\n${verb.details}\n`;

const overview = async (): Promise<string> => {
  const verbs = await Promise.all(verbNames.map(findVerb));
  const lines = verbs.flatMap((verb) =>
    verb === undefined ? [] : [`  sluice ${verb.usage}\n      ${verb.summary}\n`],
  );
  return [
    'usage: sluice VERB …\n\n',
    ...lines,
    '\nsluice VERB --help says more. Exit codes: 0 good, 1 problems found, 2 wrong usage.\n',
  ].join('');
};

const version = (): string => {
  // package.json is ours; its shape is npm's
  const manifest = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8')) as {
    readonly version: string;
  };
  return manifest.version;
};
