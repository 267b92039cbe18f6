/** Renames a variable wherever it is used: templates, expressions, conditions and settings that hold its name. */
import type { BlockLibrary } from '../interpreter/block.ts';
import type { Comparison, Condition, ConditionPart } from '../interpreter/condition.ts';
import { compileExpression } from '../interpreter/expression.ts';
import { compileTemplate } from '../interpreter/template.ts';
import type { Block, FlowDocument } from './document.ts';
import { mapSettings, type SettingVisit } from './map-settings.ts';

/** From which name to which. */
export type Renaming = { readonly from: string; readonly to: string };

/** The document with the variable called `from` called `to`, in its declaration and in every use. */
export const renameVariable = (
  document: FlowDocument,
  renaming: Renaming,
  library: BlockLibrary,
): FlowDocument => {
  const { retryMessage } = document.settings;
  return {
    ...document,
    variables: document.variables.map((each) =>
      each.name === renaming.from ? { ...each, name: renaming.to } : each,
    ),
    groups: document.groups.map((group) => {
      const blocks = group.blocks.map((block) => renameInBlock(block, renaming, library));
      return blocks.every((block, i) => block === group.blocks[i]) ? group : { ...group, blocks };
    }),
    settings:
      retryMessage === undefined
        ? document.settings
        : { ...document.settings, retryMessage: renameInTemplate(retryMessage, renaming) },
  };
};

/** The same block when it does not use the variable. */
export const renameInBlock = (block: Block, renaming: Renaming, library: BlockLibrary): Block => {
  const definition = library.get(block.type);
  return definition ? mapSettings(definition.settings, block, renamer(renaming)) : block;
};

const renamer = (renaming: Renaming): SettingVisit => ({
  template: (text) => renameInTemplate(text, renaming),
  expression: (text) => renameInExpression(text, renaming),
  variable: (name) => (name === renaming.from ? renaming.to : name),
  condition: (condition) => renameInCondition(condition, renaming),
});

const PLACE = /\{\{[\s\S]*?\}\}/g;

/** Inside a place: quoted texts, filters (after a bar), names, and single characters between them. */
const TEMPLATE_TOKEN = /"[^"]*"|'[^']*'|\|\s*[A-Za-z_]\w*|[A-Za-z_][\w-]*|[\s\S]/g;

/** The text with the variable renamed in its `{{…}}`; unchanged when it cannot be read. */
export const renameInTemplate = (text: string, renaming: Renaming): string => {
  if (!text.includes('{{') || !text.includes(renaming.from)) return text;
  const renamed = text.replace(PLACE, (place) => renameNames(place, TEMPLATE_TOKEN, renaming));
  return readsAlike(compileTemplate(text), compileTemplate(renamed), renaming) ? renamed : text;
};

const EXPRESSION_TOKEN =
  /[rR]?(?:"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')|\/\/[^\n]*|[A-Za-z_]\w*(?=\s*\()|[A-Za-z_]\w*|[\s\S]/g;

/** The expression with the variable renamed; unchanged when it cannot be read. */
export const renameInExpression = (expression: string, renaming: Renaming): string => {
  if (!expression.includes(renaming.from)) return expression;
  const renamed = renameNames(expression, EXPRESSION_TOKEN, renaming);
  const before = compileExpression(expression);
  return readsAlike(before, compileExpression(renamed), renaming) ? renamed : expression;
};

/** Names at the head of a path; what follows a dot is a field, and what a bracket follows is a function. */
const renameNames = (text: string, tokens: RegExp, { from, to }: Renaming): string => {
  let isField = false;
  return text.replace(tokens, (token, at: number) => {
    const isCall = text
      .slice(at + token.length)
      .trimStart()
      .startsWith('(');
    const renamed = token === from && !isField && !isCall ? to : token;
    if (token.trim() !== '') isField = token === '.';
    return renamed;
  });
};

type Compiled = ReturnType<typeof compileTemplate> | ReturnType<typeof compileExpression>;

/** True when both can be read and read the same, but for the name: a rename must not change anything else. */
const readsAlike = (before: Compiled, after: Compiled, { from, to }: Renaming): boolean => {
  if (!before.ok || !after.ok) return false;
  const expected = before.value.reads.map((path) =>
    headOf(path) === from ? `${to}${path.slice(from.length)}` : path,
  );
  return expected.join(' ') === after.value.reads.join(' ');
};

const headOf = (path: string): string => path.split('.')[0] ?? '';

/** The condition with the variable renamed in left sides, right sides and expressions. */
export const renameInCondition = (condition: Condition, renaming: Renaming): Condition => {
  const parts = 'all' in condition ? condition.all : condition.any;
  const renamed = parts.map((part) => renameInPart(part, renaming));
  if (renamed.every((part, index) => part === parts[index])) return condition;
  return 'all' in condition ? { all: renamed } : { any: renamed };
};

const renameInPart = (part: ConditionPart, renaming: Renaming): ConditionPart => {
  if ('expression' in part) {
    const expression = renameInExpression(part.expression, renaming);
    return expression === part.expression ? part : { expression };
  }
  return 'left' in part ? renameInComparison(part, renaming) : renameInCondition(part, renaming);
};

const renameInComparison = (part: Comparison, renaming: Renaming): Comparison => {
  const left = renameInLeft(part.left, renaming);
  const right = renameInRight(part.right, renaming);
  return left === part.left && right === part.right
    ? part
    : { ...part, left, ...(right !== undefined && { right }) };
};

const renameInLeft = (left: string, renaming: Renaming): string => {
  if (left.includes('{{')) return renameInTemplate(left, renaming);
  return headOf(left) === renaming.from ? `${renaming.to}${left.slice(renaming.from.length)}` : left;
};

const renameInRight = (right: unknown, renaming: Renaming): unknown => {
  if (typeof right === 'string') return renameInTemplate(right, renaming);
  if (!Array.isArray(right)) return right;
  const renamed = right.map((each: unknown) => renameInRight(each, renaming));
  return renamed.every((each, index) => each === right[index]) ? right : renamed;
};
