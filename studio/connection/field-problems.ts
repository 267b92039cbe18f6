/** Problems sorted to the fields of a form: a field shows its own, the form shows the rest. */
import type { Problem } from '@sluice/core/problem';
import { problemsOf } from './refusal.ts';

/** The server names the field before the sentence; beside the field that is said already. */
const besideField = ({ at, says, hint }: Problem): string => {
  const sentence = says.startsWith(`${at}: `) ? says.slice(at.length + 2) : says;
  return hint === '' ? sentence : `${sentence} ${hint}`;
};

export type FieldProblems = {
  /** What is wrong with this field, or null. */
  of(field: string): string | null;
  /** What belongs to none of the fields. */
  readonly rest: readonly Problem[];
};

export const fieldProblems = (error: unknown, fields: readonly string[]): FieldProblems => {
  const problems = error === null ? [] : problemsOf(error);
  return {
    of: (field) => {
      const found = problems.find(({ at }) => at === field);
      return found === undefined ? null : besideField(found);
    },
    rest: problems.filter(({ at }) => !fields.includes(at)),
  };
};
