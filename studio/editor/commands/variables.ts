/** Commands on variables: add, change (a new name goes into every use), remove. */
import type { FlowDocument, Variable, VariableType } from '@sluice/core/flow/document';
import { isReservedName, VARIABLE_NAME } from '@sluice/core/flow/names';
import { renameVariable } from '@sluice/core/flow/rename-variable';
import type { BlockLibrary } from '@sluice/core/interpreter/block';
import { ok, type Problem, problem } from '@sluice/core/problem';
import { type Command, STEP, typing, unchanged } from '../command.ts';
import { NO_USES, usesOfAll } from '../variable-uses.ts';

export type NewVariable = Omit<Variable, 'id'>;

/** Refused when the name is taken, reserved or no name. */
export const addVariable =
  (variable: NewVariable): Command =>
  (document, { newId }) => {
    const problems = nameProblems(document, variable.name);
    if (problems.length > 0) return { ok: false, problems };
    return ok({
      document: { ...document, variables: [...document.variables, { id: newId(), ...variable }] },
      label: `add the variable “${variable.title ?? variable.name}”`,
      undo: STEP,
    });
  };

/** What may change; null takes a title, a default or the secrecy away. */
export type VariableChange = {
  readonly name?: string;
  readonly title?: string | null;
  readonly type?: VariableType;
  readonly default?: Variable['default'] | null;
  readonly secret?: boolean;
};

/** A new name goes into every use; a default that does not fit a new type is dropped. */
export const changeVariable =
  (id: string, change: VariableChange, field?: string): Command =>
  (document, { library }) => {
    const variable = document.variables.find((each) => each.id === id);
    if (!variable) return unchanged(document);
    const { name } = change;
    if (name !== undefined && name !== variable.name) {
      const problems = nameProblems(document, name);
      if (problems.length > 0) return { ok: false, problems };
    }
    const renamed =
      name === undefined || name === variable.name
        ? document
        : renameVariable(document, { from: variable.name, to: name }, library);
    const after = {
      ...renamed,
      variables: renamed.variables.map((each) => (each.id === id ? changed(each, change) : each)),
    };
    if (JSON.stringify(after.variables) === JSON.stringify(document.variables)) return unchanged(document);
    return ok({
      document: after,
      label: name === undefined ? `change “${variable.title ?? variable.name}”` : `rename “${variable.name}”`,
      undo: field === undefined ? STEP : typing(`variable ${id} ${field}`),
    });
  };

const changed = (variable: Variable, { title, type, default: value, secret }: VariableChange): Variable => {
  const { title: oldTitle, default: oldValue, secret: oldSecret, ...rest } = variable;
  const newTitle = title === undefined ? oldTitle : title;
  const keepsValue = value === undefined && (type === undefined || type === variable.type);
  const newValue = value === undefined ? (keepsValue ? oldValue : undefined) : value;
  const isSecret = secret ?? oldSecret;
  return {
    ...rest,
    type: type ?? variable.type,
    ...(newTitle && { title: newTitle }),
    ...(newValue !== undefined && newValue !== null && { default: newValue }),
    ...(isSecret && { secret: true }),
  };
};

/** Removes the variable; its uses stay and become problems, so that nothing is said wrongly in silence. */
export const removeVariable =
  (id: string): Command =>
  (document) => {
    const variable = document.variables.find((each) => each.id === id);
    if (!variable) return unchanged(document);
    return ok({
      document: { ...document, variables: document.variables.filter((each) => each !== variable) },
      label: `remove the variable “${variable.title ?? variable.name}”`,
      undo: STEP,
    });
  };

/** Ids of the blocks that use a variable by its name. */
export const usesOf = (document: FlowDocument, name: string, library: BlockLibrary): readonly string[] =>
  (usesOfAll(document, library).get(name) ?? NO_USES).blocks.map(({ block }) => block.id);

/** All that a name depends on. */
type Named = Pick<FlowDocument, 'variables'>;

/** Why a variable cannot have this name in this document; empty when it can. */
export const nameProblems = ({ variables }: Named, name: string): readonly Problem[] => {
  if (!VARIABLE_NAME.test(name) || name.length > 100)
    return [
      problem('wrong-shape', 'name', 'A name has letters, digits and _, and does not begin with a digit.'),
    ];
  if (isReservedName(name))
    return [
      problem('reserved-name', 'name', `A variable cannot be called “${name}”.`, 'Choose another name.'),
    ];
  return variables.some((each) => each.name === name)
    ? [problem('duplicate-name', 'name', `There is a variable “${name}” already.`, 'Choose another name.')]
    : [];
};

/** A free name for what people call it: "Order number" → `order_number`, then `order_number_2`. */
export const freeName = (document: Named, title: string): string => {
  const words = title
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 90);
  const name = /^[a-z]/.test(words) ? words : `value${words === '' ? '' : `_${words}`}`;
  let free = name;
  for (let count = 2; nameProblems(document, free).length > 0; count += 1) free = `${name}_${count}`;
  return free;
};
