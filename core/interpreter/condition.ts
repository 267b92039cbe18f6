/** Conditions of a flow: the audience's operators on variables, the person and templates. */
import { z } from 'zod';
import type { AttributeType } from '../audience/audience.ts';
import { compileOperator, isNegation, type Test } from '../audience/operators.ts';
import type { VariableType } from '../flow/document.ts';
import type { Instant } from '../instant.ts';
import type { Json } from '../json.ts';
import { evaluate } from './expression.ts';
import { type Scope, valueAt } from './scope.ts';
import { templateValue } from './template.ts';

export type Comparison = {
  /** A variable's name, a `person.…` path, or a template. */
  readonly left: string;
  readonly op: string;
  readonly right?: unknown;
  /** Case and outer white space count. */
  readonly exact?: boolean;
};

export type Condition =
  | { readonly all: readonly ConditionPart[] }
  | { readonly any: readonly ConditionPart[] };
export type ConditionPart = Comparison | { readonly expression: string } | Condition;

/** How deep conditions may lie in conditions; the schema below is built just so deep, so parsing cannot recurse on. */
const DEEPEST = 8;
const PARTS = 100;
const LONGEST = 5_000;

const comparison = z.strictObject({
  left: z.string('Say what to compare.').min(1, 'Say what to compare.').max(LONGEST),
  op: z.string('A comparison needs an operator.'),
  right: z
    .union(
      [
        z.string().max(LONGEST),
        z.number(),
        z.boolean(),
        z.array(z.union([z.string(), z.number(), z.boolean()])).max(5_000),
        z.strictObject({ n: z.number(), unit: z.string() }),
      ],
      'Compare with a text, a number, true or false, a list, or { n, unit }.',
    )
    .exactOptional(),
  exact: z.boolean().exactOptional(),
});
const expression = z.strictObject({ expression: z.string('An expression is a text.').max(LONGEST) });

const conditionOf = (depth: number): z.ZodType<Condition> => {
  const simple = z.union([comparison, expression]);
  const part: z.ZodType<ConditionPart> = depth <= 1 ? simple : z.union([simple, conditionOf(depth - 1)]);
  const parts = z.array(part, 'The parts of a condition are a list.').max(PARTS);
  return z.union([z.strictObject({ all: parts }), z.strictObject({ any: parts })]);
};

/** The shape of a condition in a block's settings. What operators and names mean is checked with the document. */
export const conditionSchema: z.ZodType<Condition> = conditionOf(DEEPEST);

/** Whether a condition holds. `all` of nothing holds, `any` of nothing does not; a broken part is false. */
export const holds = (condition: Condition, scope: Scope, now: Instant): boolean =>
  'all' in condition
    ? condition.all.every((part) => partHolds(part, scope, now))
    : condition.any.some((part) => partHolds(part, scope, now));

const partHolds = (part: ConditionPart, scope: Scope, now: Instant): boolean => {
  if ('expression' in part) {
    const value = evaluate(part.expression, scope, now);
    return value.ok && value.value === true;
  }
  if (!('left' in part)) return holds(part, scope, now);
  const test = testOf(part, scope);
  // A right side that came out empty has nothing to compare with: nothing equals it, everything is not it.
  return test ? test(leftOf(part.left, scope), now) : isNegation(part.op);
};

/** The left side's own value: a list stays a list. */
const leftOf = (left: string, scope: Scope): Json =>
  left.includes('{{') ? templateValue(left, scope) : valueAt(scope, left);

const constant = new WeakMap<Comparison, Test | null>();

const testOf = (part: Comparison, scope: Scope): Test | null => {
  const type = typeOf(scope.types.get(part.left));
  if (type === undefined && !hasTemplate(part.right)) {
    const known = constant.get(part);
    if (known !== undefined) return known;
    const made = compile(part, part.right, undefined);
    constant.set(part, made);
    return made;
  }
  return compile(part, filled(part.right, scope), type);
};

const compile = (part: Comparison, right: unknown, type: AttributeType | undefined): Test | null => {
  const test = compileOperator(part.op, right, {
    ...(type === undefined ? {} : { type }),
    exact: part.exact ?? false,
  });
  return test.ok ? test.value : null;
};

const hasTemplate = (right: unknown): boolean =>
  typeof right === 'string' ? right.includes('{{') : Array.isArray(right) && right.some(hasTemplate);

const filled = (right: unknown, scope: Scope): unknown => {
  if (typeof right === 'string') return right.includes('{{') ? templateValue(right, scope) : right;
  return Array.isArray(right) ? right.map((each) => filled(each, scope)) : right;
};

const typeOf = (type: VariableType | undefined): AttributeType | undefined =>
  type === 'number' ? 'number' : undefined;
