/** The audience as it comes in: parsed once at the border, refused with a path and a hint when it is not one. */
import { z } from 'zod';
import { isObject, type Json, own } from '../json.ts';
import { ok, type Problem, problem, type Result, refused, under } from '../problem.ts';
import type { Audience, FilterGroup, Operator, Rule } from './audience.ts';
import { compileOperator } from './operators.ts';
import { OPERATORS } from './rule-value.ts';

export const GROUPS = 100;
export const RULES = 100;
/** Nobody mends more than so many at once. */
const PROBLEMS = 100;

const name = (says: string) => z.string(says).refine((text) => text.trim() !== '', says);

const attributeRule = z.strictObject({
  attribute: name('A rule needs the name of an attribute.').meta({
    description: 'A dotted path such as email, tags, custom.plan.',
  }),
  operator: z
    .string('A rule needs an operator.')
    .meta({ enum: [...OPERATORS], description: 'What must hold between the attribute and the value.' }),
  value: z.unknown().optional().meta({
    description: 'A text, number, boolean, list of these, or { n, unit } for within_last; none for is_empty.',
  }),
});

const segmentRule = z.strictObject({
  segment: name('A segment rule needs the id of a saved audience.').meta({
    description: 'Id of a saved audience.',
  }),
});

const group = z.strictObject({
  name: z
    .string('The name of a group is a text.')
    .default('')
    .meta({ description: 'Shown in explanations.' }),
  rules: z
    .array(z.union([attributeRule, segmentRule]), 'The rules of a group are a list.')
    .max(RULES)
    .default([]),
});

/** The shape only, for the API's description; `parseAudience` also checks what operators and values mean. */
export const audienceSchema = z
  .strictObject({
    everyone: z.boolean('"everyone" is true or false.').default(false),
    groups: z.array(group, 'The groups are a list.').max(GROUPS).default([]),
  })
  .meta({
    description: 'All rules of a group must hold; any group may match; everyone: true wins over groups.',
  });

type Shape = z.infer<typeof audienceSchema>;
type ShapeRule = Shape['groups'][number]['rules'][number];

const hints: Readonly<Record<string, string>> = {
  everyone: 'Write true or false without quotes.',
  groups: 'Write { "groups": [ { "name": "…", "rules": [ … ] } ] }.',
  rules: 'Write a list of { "attribute", "operator", "value" } or { "segment" }.',
  attribute: 'Write a path such as "email" or "custom.plan".',
  operator: `Use one of ${OPERATORS.join(', ')}.`,
  segment: 'Write the id of a segment that exists.',
};

const valueAt = (json: unknown, path: readonly PropertyKey[]): unknown => {
  let here = json;
  for (const key of path) {
    here = typeof here === 'object' && here !== null ? own(here, String(key)) : undefined;
  }
  return here;
};

const MUST_BE_OBJECT: Readonly<Record<number, string>> = {
  0: 'An audience is an object.',
  2: 'A group is an object.',
  4: 'A rule is an object.',
};

/** Says zod's issue in our words; of a rule's two shapes the one it was meant to have is judged. */
const problemsOf = (
  issue: z.core.$ZodIssue,
  json: unknown,
  at: readonly PropertyKey[],
): readonly Problem[] => {
  const path = [...at, ...issue.path];
  const dotted = path.join('.');
  if (issue.code === 'invalid_union') {
    const rule = valueAt(json, path);
    const shape =
      isObject(rule) && Object.hasOwn(rule, 'segment') && !Object.hasOwn(rule, 'attribute') ? 1 : 0;
    return (issue.errors[shape] ?? []).flatMap((inner) => problemsOf(inner, json, path));
  }
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) =>
      problem(
        'unknown-key',
        dotted === '' ? key : `${dotted}.${key}`,
        `There is no setting "${key}" here.`,
        'Remove it, or check its spelling.',
      ),
    );
  }
  if (issue.code === 'invalid_type' && issue.expected === 'object') {
    const says = MUST_BE_OBJECT[path.length] ?? 'This is an object.';
    return [problem('wrong-shape', dotted, says, 'Write it between braces: { … }.')];
  }
  return [problem('wrong-shape', dotted, issue.message, hints[String(path.at(-1) ?? '')] ?? '')];
};

const checkRule = (rule: ShapeRule): readonly Problem[] => {
  if ('segment' in rule) return [];
  const compiled = compileOperator(rule.operator, rule.value);
  return compiled.ok ? [] : compiled.problems;
};

const checkMeaning = (shape: Shape): readonly Problem[] =>
  shape.groups.flatMap((each, g) =>
    each.rules.length === 0
      ? [problem('empty-group', `groups.${g}`, 'Add a rule or remove the group.')]
      : each.rules.flatMap((rule, r) => checkRule(rule).map((p) => under(`groups.${g}.rules.${r}`, p))),
  );

const toRule = (rule: ShapeRule): Rule => {
  if ('segment' in rule) return { segment: rule.segment };
  const { attribute } = rule;
  const operator = rule.operator as Operator; // checkMeaning has passed: it is one
  if (rule.value === undefined) return { attribute, operator };
  const value = rule.value as Json; // checkMeaning has passed: a single value, a list of these, or { n, unit }
  return { attribute, operator, value };
};

/** A group without a name is called by its place, so that explanations can always name it. */
const toGroup = (each: Shape['groups'][number], index: number): FilterGroup => ({
  name: each.name.trim() === '' ? `Group ${index + 1}` : each.name,
  rules: each.rules.map(toRule),
});

const lengthOf = (value: unknown): number => (Array.isArray(value) ? value.length : 0);

/** Counted before zod looks at every item: a million bad rules would be a million issues. */
const checkLimits = (json: unknown): readonly Problem[] => {
  const groups = isObject(json) ? own(json, 'groups') : undefined;
  if (!Array.isArray(groups)) return [];
  const tooMany = (at: string, says: string) => problem('too-many', at, says, 'Split it into segments.');
  if (groups.length > GROUPS) return [tooMany('groups', `An audience may have at most ${GROUPS} groups.`)];
  return groups.flatMap((each: unknown, g) =>
    isObject(each) && lengthOf(own(each, 'rules')) > RULES
      ? [tooMany(`groups.${g}.rules`, `A group may hold at most ${RULES} rules.`)]
      : [],
  );
};

/**
 * Parses an audience; omitted keys are false and []. Refused with the problems found (the first hundred), each with its path
 * (`groups.0.rules.1.operator`). Whether its segments exist is known only to `compileAudience`.
 */
export const parseAudience = (json: unknown): Result<Audience> => {
  const limits = checkLimits(json);
  if (limits.length > 0) return refused(...limits);
  const parsed = audienceSchema.safeParse(json);
  const problems = parsed.success
    ? checkMeaning(parsed.data)
    : parsed.error.issues.flatMap((issue) => problemsOf(issue, json, []));
  if (!parsed.success || problems.length > 0) return refused(...problems.slice(0, PROBLEMS));
  return ok({ everyone: parsed.data.everyone, groups: parsed.data.groups.map(toGroup) });
};
