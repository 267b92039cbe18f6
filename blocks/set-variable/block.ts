/** Set a variable: computes values and keeps them; several assignments run in order and see each other. */
import type { BlockContext, CheckContext } from '@sluice/core/interpreter/block';
import { defineBlock, NEXT } from '@sluice/core/interpreter/block';
import { checkVariable, expressionSetting, variableSetting } from '@sluice/core/interpreter/setting';
import type { Json } from '@sluice/core/json';
import type { Problem, Result } from '@sluice/core/problem';
import { ok, problem, refused } from '@sluice/core/problem';
import { z } from 'zod';

const OPERATIONS = ['set', 'append', 'pop', 'shift', 'clear'] as const;

const assignmentSetting = z.strictObject({
  variable: variableSetting,
  op: z.enum(OPERATIONS).exactOptional(),
  /** An expression; for `set` and `append`. */
  value: expressionSetting(10_000).exactOptional(),
  /** For `pop` and `shift`: the variable that gets the item taken out. */
  into: variableSetting.exactOptional(),
});
type Assignment = z.infer<typeof assignmentSetting>;
type Values = { readonly [name: string]: Json };

const settings = z.strictObject({ assignments: z.array(assignmentSetting).min(1).max(100) });

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);
const asList = (value: Json): readonly Json[] => (value === null ? [] : isList(value) ? value : [value]);
const needsValue = (op: Assignment['op']): boolean => op === undefined || op === 'set' || op === 'append';

/** The new values by name after one assignment, given those of the assignments before it. */
const assign = (assignment: Assignment, before: Values, context: BlockContext): Result<Values> => {
  const { variable, op = 'set', into } = assignment;
  const current = Object.hasOwn(before, variable) ? (before[variable] ?? null) : context.variable(variable);
  if (op === 'clear') return ok({ [variable]: null });
  if (op === 'pop' || op === 'shift') {
    const list = asList(current);
    const taken = (op === 'pop' ? list.at(-1) : list[0]) ?? null;
    const rest = op === 'pop' ? list.slice(0, -1) : list.slice(1);
    return ok({ [variable]: rest, ...(into !== undefined && { [into]: taken }) });
  }
  const found = context.evaluate(assignment.value ?? 'null', before);
  if (!found.ok) return refused(found.problem);
  // A list is appended item by item, so that "append" never builds lists of lists by accident.
  if (op === 'append') return ok({ [variable]: [...asList(current), ...asList(found.value)] });
  return ok({ [variable]: found.value });
};

export const setVariable = defineBlock({
  type: 'set-variable',
  family: 'logic',
  title: 'Set a variable',
  settings,
  ports: () => ({ named: [], next: true }),
  enter: ({ assignments }, context) => {
    let set: Values = {};
    for (const [index, assignment] of assignments.entries()) {
      const result = assign(assignment, set, context);
      // Going on with a wrong value would tell the person something untrue; people take over instead.
      if (!result.ok) return { then: { type: 'fail', problem: placed(index, result.problems) } };
      set = { ...set, ...result.value };
    }
    return { set, then: { type: 'leave', port: NEXT } };
  },
  check: ({ assignments }, context) =>
    assignments.flatMap((assignment, index) => checkAssignment(`assignments.${index}`, assignment, context)),
  writes: ({ assignments }) =>
    assignments.flatMap(({ variable, into }) => (into === undefined ? [variable] : [variable, into])),
});

const placed = (index: number, problems: readonly Problem[]): Problem => ({
  ...(problems[0] ?? problem('expression', '', 'The value could not be computed.')),
  at: `assignments.${index}.value`,
});

const checkAssignment = (
  at: string,
  { variable, op, value, into }: Assignment,
  context: CheckContext,
): readonly Problem[] => {
  const takes = op === 'pop' || op === 'shift';
  const problems = [
    ...checkVariable(`${at}.variable`, variable, context),
    ...checkVariable(`${at}.into`, into, context),
  ];
  if (needsValue(op) && !value?.trim())
    problems.push(
      problem('assignment-without-value', `${at}.value`, 'There is no value to set.', 'Write an expression.'),
    );
  else if (needsValue(op)) problems.push(...context.expression(`${at}.value`, value ?? ''));
  else if (value !== undefined)
    problems.push(problem('value-not-used', `${at}.value`, `“${op}” does not use a value.`, 'Remove it.'));
  if (into !== undefined && !takes)
    problems.push(
      problem('into-not-used', `${at}.into`, 'Only “pop” and “shift” take an item out.', 'Remove it.'),
    );
  return problems;
};
