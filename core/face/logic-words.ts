/** Conditions and expressions as people read them on a card: "Order total is greater than 50". */
import { operatorPhrase } from '../audience/sentence.ts';
import type { Comparison, Condition, ConditionPart } from '../interpreter/condition.ts';
import { compileExpression } from '../interpreter/expression.ts';
import type { Span, Words } from './face.ts';
import type { FaceNames } from './names.ts';
import { chip, muted, plain, templateWords, textOfWords } from './words.ts';

/** The condition as one sentence without a verb in front: "Plan is Premium and Seats is at least 5". */
export const conditionWords = (condition: Condition, names: FaceNames): Words => {
  const isAll = 'all' in condition;
  const parts = isAll ? condition.all : condition.any;
  if (parts.length === 0) return [muted(isAll ? 'always' : 'never')];
  return parts.flatMap((part, index): Words => {
    const words = partWords(part, names);
    return index === 0 ? words : [muted(isAll ? ' and ' : ' or '), ...words];
  });
};

const partWords = (part: ConditionPart, names: FaceNames): Words => {
  if ('expression' in part) return expressionWords(part.expression, names);
  if ('left' in part) return comparisonWords(part, names);
  return [muted('('), ...conditionWords(part, names), muted(')')];
};

const comparisonWords = ({ left, op, right }: Comparison, names: FaceNames): Words => {
  const subject = left.includes('{{') ? templateWords(left, names) : [plain(names.called(left))];
  return [...subject, plain(` ${operatorPhrase(op, shown(right, names))}`)];
};

const shown = (right: unknown, names: FaceNames): unknown => {
  if (typeof right === 'string')
    return right.includes('{{') ? textOfWords(templateWords(right, names)) : right;
  return Array.isArray(right) ? right.map((each: unknown) => shown(each, names)) : right;
};

const NAME = /("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|((?<![\w.])[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)/g;

/** An expression with chips where it reads something; as it was written when it cannot be read. */
export const expressionWords = (expression: string, names: FaceNames): Words => {
  const compiled = compileExpression(expression);
  const reads = new Set(compiled.ok ? compiled.value.reads : []);
  const spans: Span[] = [];
  let at = 0;
  for (const match of expression.matchAll(NAME)) {
    const [whole, quoted] = match;
    if (quoted !== undefined || !reads.has(whole)) continue;
    if (match.index > at) spans.push(plain(expression.slice(at, match.index)));
    spans.push(chip(names.called(whole)));
    at = match.index + whole.length;
  }
  if (at < expression.length) spans.push(plain(expression.slice(at)));
  return spans;
};
