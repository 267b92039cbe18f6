/** Which variables a block uses: what a copy takes along, and what a removal would leave without one. */
import type { BlockLibrary } from '../interpreter/block.ts';
import type { Condition, ConditionPart } from '../interpreter/condition.ts';
import { compileExpression } from '../interpreter/expression.ts';
import { compileTemplate } from '../interpreter/template.ts';
import type { Block } from './document.ts';
import { mapSettings } from './map-settings.ts';

/** Names of variables in templates, expressions, conditions and settings of a block; never the person. */
export const variablesUsed = (block: Block, library: BlockLibrary): ReadonlySet<string> => {
  const names = new Set<string>();
  const definition = library.get(block.type);
  const add = (paths: readonly string[]): void => {
    for (const path of paths) names.add(path.split('.')[0] ?? '');
  };
  if (definition)
    mapSettings(definition.settings, block, {
      template: (text) => {
        add(readsOfTemplate(text));
        return text;
      },
      expression: (text) => {
        add(readsOfExpression(text));
        return text;
      },
      variable: (name) => {
        add([name]);
        return name;
      },
      condition: (condition) => {
        add(readsOfCondition(condition));
        return condition;
      },
    });
  names.delete('person');
  return names;
};

const readsOfTemplate = (text: string): readonly string[] => {
  const compiled = compileTemplate(text);
  return compiled.ok ? compiled.value.reads : [];
};

const readsOfExpression = (text: string): readonly string[] => {
  const compiled = compileExpression(text);
  return compiled.ok ? compiled.value.reads : [];
};

const readsOfCondition = (condition: Condition): readonly string[] =>
  ('all' in condition ? condition.all : condition.any).flatMap(readsOfPart);

const readsOfPart = (part: ConditionPart): readonly string[] => {
  if ('expression' in part) return readsOfExpression(part.expression);
  if (!('left' in part)) return readsOfCondition(part);
  return [
    ...(part.left.includes('{{') ? readsOfTemplate(part.left) : [part.left]),
    ...readsOfRight(part.right),
  ];
};

const readsOfRight = (right: unknown): readonly string[] => {
  if (typeof right === 'string') return readsOfTemplate(right);
  return Array.isArray(right) ? right.flatMap(readsOfRight) : [];
};
