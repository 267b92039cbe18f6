/** Checks ids and names: each given once, and none that templates or expressions could not read. */
import { folded } from '../audience/scalar.ts';
import { type Problem, problem } from '../problem.ts';
import type { FlowDocument, Variable } from './document.ts';
import { isReservedName } from './names.ts';
import type { Outline } from './outline.ts';

/** Problems of ids, variables and trigger words. */
export const checkNames = ({ document, placed }: Outline): readonly Problem[] => [
  ...twice(
    'duplicate-id',
    document.groups.map((each, i) => [each.id, `groups.${i}.id`]),
  ),
  ...twice(
    'duplicate-id',
    placed.map((each) => [each.block.id, `${each.at}.id`]),
  ),
  ...twice(
    'duplicate-id',
    document.edges.map((each, i) => [each.id, `edges.${i}.id`]),
  ),
  ...twice(
    'duplicate-id',
    document.variables.map((each, i) => [each.id, `variables.${i}.id`]),
  ),
  ...twice(
    'duplicate-id',
    document.triggers.map((each, i) => [each.id, `triggers.${i}.id`]),
  ),
  ...twice(
    'duplicate-name',
    document.variables.map((each, i) => [each.name, `variables.${i}.name`]),
  ),
  ...twice('duplicate-word', triggerWords(document)),
  ...document.variables.flatMap(checkVariable),
];

const SAYS: Readonly<Record<string, string>> = {
  'duplicate-id': 'is used as an id twice',
  'duplicate-name': 'is the name of two variables',
  'duplicate-word': 'starts two triggers',
};

const twice = (code: string, named: readonly (readonly [string, string])[]): readonly Problem[] => {
  const taken = new Set<string>();
  return named.flatMap(([name, at]) => {
    if (!taken.has(name)) {
      taken.add(name);
      return [];
    }
    return [problem(code, at, `"${name}" ${SAYS[code] ?? 'is used twice'}.`, 'Give each its own.')];
  });
};

const triggerWords = ({ triggers }: FlowDocument): readonly (readonly [string, string])[] =>
  triggers.flatMap((trigger, i): (readonly [string, string])[] => {
    if (trigger.type === 'keyword') {
      return trigger.words.map((word, w) => [folded(word), `triggers.${i}.words.${w}`]);
    }
    return trigger.type === 'command' ? [[`/${trigger.command}`, `triggers.${i}.command`]] : [];
  });

const checkVariable = (variable: Variable, index: number): readonly Problem[] => {
  const at = `variables.${index}`;
  return [
    ...(isReservedName(variable.name)
      ? [
          problem(
            'reserved-name',
            `${at}.name`,
            `A variable cannot be called "${variable.name}".`,
            'Rename it.',
          ),
        ]
      : []),
    ...(fits(variable)
      ? []
      : [
          problem(
            'default-type',
            `${at}.default`,
            `The default of "${variable.name}" is not of its type (${variable.type}).`,
            'Change the default or the type.',
          ),
        ]),
  ];
};

const fits = ({ type, default: value }: Variable): boolean => {
  if (value === undefined || value === null) return true;
  if (type === 'list') return Array.isArray(value);
  if (type === 'object') return typeof value === 'object' && !Array.isArray(value);
  return typeof value === (type === 'text' ? 'string' : type);
};
