/** Checks what authors write inside blocks: templates, expressions and conditions, and the names in them. */
import { compileOperator } from '../audience/operators.ts';
import { isOperator, OPERATORS } from '../audience/rule-value.ts';
import type { CheckContext } from '../interpreter/block.ts';
import type { Comparison, Condition, ConditionPart } from '../interpreter/condition.ts';
import { compileExpression } from '../interpreter/expression.ts';
import { compileTemplate } from '../interpreter/template.ts';
import { type Problem, problem, under } from '../problem.ts';
import type { Outline } from './outline.ts';

type Names = Outline['variables'];

/** What a block's own check asks about its document. */
export const checkContextOf = ({ variables, groups, blocks }: Outline): CheckContext => ({
  hasVariable: (name) => variables.has(name),
  hasGroup: (id) => groups.has(id),
  hasBlock: (id) => blocks.has(id),
  template: (at, template) => checkTemplate(at, template, variables),
  expression: (at, expression) => checkExpression(at, expression, variables),
  condition: (at, condition) => checkCondition(at, condition, variables),
});

/** Problems of `{{…}}` in a text. */
export const checkTemplate = (at: string, template: string, names: Names): readonly Problem[] => {
  const compiled = compileTemplate(template);
  if (!compiled.ok) return compiled.problems.map((each) => under(at, each));
  return compiled.value.reads.flatMap((path) => checkPath(at, path, names));
};

export const checkExpression = (at: string, expression: string, names: Names): readonly Problem[] => {
  const compiled = compileExpression(expression);
  if (!compiled.ok) return compiled.problems.map((each) => under(at, each));
  return compiled.value.reads.flatMap((path) => checkPath(at, path, names));
};

/** The first step of a path must be a variable, or the person. */
const checkPath = (at: string, path: string, names: Names): readonly Problem[] => {
  const [head = ''] = path.split('.');
  if (head === 'person' || names.has(head)) return [];
  return [
    problem(
      'unknown-variable',
      at,
      `The flow has no variable "${head}".`,
      'Add it to the variables, or correct the name.',
    ),
  ];
};

const checkCondition = (at: string, condition: Condition, names: Names): readonly Problem[] => {
  const key = 'all' in condition ? 'all' : 'any';
  const parts = 'all' in condition ? condition.all : condition.any;
  if (parts.length === 0) {
    const says =
      key === 'all'
        ? 'This condition has no parts: it always holds.'
        : 'This condition has no parts: it never holds.';
    return [problem('empty-condition', at, says, 'Add what to compare.')];
  }
  return parts.flatMap((part, index) => checkPart(`${at}.${key}.${index}`, part, names));
};

const checkPart = (at: string, part: ConditionPart, names: Names): readonly Problem[] => {
  if ('expression' in part) return checkExpression(`${at}.expression`, part.expression, names);
  if ('left' in part) return [...checkLeft(at, part, names), ...checkRight(at, part, names)];
  return checkCondition(at, part, names);
};

const checkLeft = (at: string, { left }: Comparison, names: Names): readonly Problem[] =>
  left.includes('{{') ? checkTemplate(`${at}.left`, left, names) : checkPath(`${at}.left`, left, names);

/** The audience's own judgement of operator and value; values with `{{…}}` are known only when the flow runs. */
const checkRight = (at: string, part: Comparison, names: Names): readonly Problem[] => {
  const templates = templatesIn(part.right);
  if (templates.length > 0) {
    const operator = isOperator(part.op) ? [] : [unknownOperator(at, part.op)];
    return [...operator, ...templates.flatMap((each) => checkTemplate(`${at}.right`, each, names))];
  }
  const compiled = compileOperator(part.op, part.right, { exact: part.exact ?? false });
  if (compiled.ok) return [];
  return compiled.problems.map((each) =>
    under(at, { ...each, at: each.at.replace(/^operator/, 'op').replace(/^value/, 'right') }),
  );
};

const unknownOperator = (at: string, operator: string): Problem =>
  problem(
    'unknown-operator',
    `${at}.op`,
    `There is no operator "${operator}".`,
    `Use one of ${OPERATORS.join(', ')}.`,
  );

const templatesIn = (right: unknown): readonly string[] => {
  if (typeof right === 'string') return right.includes('{{') ? [right] : [];
  return Array.isArray(right) ? right.flatMap(templatesIn) : [];
};
