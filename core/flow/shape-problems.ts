/** Turns what zod found into problems: one calm sentence each, with the path into what was given. */
import type { z } from 'zod';
import { type Problem, problem } from '../problem.ts';

type Issue = z.core.$ZodIssue;

/** Problems of a failed parse; `at` is put before every path. */
export const shapeProblems = (error: z.ZodError, at = ''): readonly Problem[] =>
  error.issues.slice(0, MOST).map((issue) => problemOf(issue, at));

/** A document can be wrong in more places than anyone will read at once. */
const MOST = 100;

const problemOf = (issue: Issue, at: string): Problem => {
  const path = [at, ...issue.path.map(String)].filter((part) => part !== '').join('.');
  if (issue.code === 'invalid_union') {
    const closest = closestBranch(issue.errors);
    if (closest) return problemOf(closest, path);
  }
  if (issue.code === 'unrecognized_keys') {
    const keys = issue.keys.map((key) => `"${key.slice(0, 50)}"`).join(', ');
    return problem(
      'unknown-key',
      path,
      `There is no such setting here: ${keys}.`,
      'Remove it, or check its spelling.',
    );
  }
  return problem(codeOf(issue), path, sentence(issue), hint(issue));
};

/** Of a union's branches, the one that came furthest: its first issue lies deepest, or is not about foreign keys. */
const closestBranch = (branches: readonly (readonly Issue[])[]): Issue | undefined => {
  const ranked = branches
    .filter((issues) => issues.length > 0)
    .map((issues) => ({ issues, rank: rankOf(issues) }))
    .sort((a, b) => b.rank - a.rank);
  return ranked[0]?.issues[0];
};

const rankOf = (issues: readonly Issue[]): number => {
  const deepest = Math.max(...issues.map((issue) => issue.path.length));
  return deepest * 10 - issues.length - (issues.some((issue) => issue.code === 'unrecognized_keys') ? 5 : 0);
};

const codeOf = (issue: Issue): string => {
  if (issue.code === 'too_big') return 'too-big';
  return issue.code === 'invalid_type' && issue.message.endsWith('received undefined')
    ? 'missing'
    : 'wrong-shape';
};

const KINDS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

/** zod's own sentences begin so; anything else was written by the schema's author and stands. */
const BUILT_IN = /^(Invalid|Too (big|small)|Unrecognized|Expected)/;

const sentence = (issue: Issue): string => {
  if (!BUILT_IN.test(issue.message)) return issue.message;
  switch (issue.code) {
    case 'invalid_type':
      return codeOf(issue) === 'missing'
        ? `"${String(issue.path.at(-1) ?? 'This')}" is missing.`
        : `This must be ${KINDS[issue.expected] ?? issue.expected}.`;
    case 'invalid_value':
      return `This must be one of ${issue.values.map(String).join(', ')}.`;
    case 'too_small':
      return issue.origin === 'string' && issue.minimum === 1
        ? 'This text is empty.'
        : `This must be at least ${issue.minimum}${unit(issue.origin)}.`;
    case 'too_big':
      return `This may be at most ${issue.maximum}${unit(issue.origin)}.`;
    default:
      return 'This does not have the right shape.';
  }
};

const unit = (origin: string): string =>
  origin === 'string' ? ' characters long' : origin === 'array' ? ' entries long' : '';

const hint = (issue: Issue): string =>
  issue.code === 'invalid_type' && codeOf(issue) === 'missing'
    ? `Give ${KINDS[issue.expected] ?? 'a value'}.`
    : '';
