/** A context for tests of blocks: real templates, expressions and conditions over variables given by hand. */
import type { BlockContext, BlockDefinition, CheckContext, Move } from '@sluice/core/interpreter/block';
import { holds } from '@sluice/core/interpreter/condition';
import { evaluate } from '@sluice/core/interpreter/expression';
import type { Answer, PersonView } from '@sluice/core/interpreter/input';
import { verbatim } from '@sluice/core/interpreter/rendered';
import { scopeOf, valueAt } from '@sluice/core/interpreter/scope';
import { renderTemplate, templateValue } from '@sluice/core/interpreter/template';
import type { Json, JsonObject } from '@sluice/core/json';
import type { Problem } from '@sluice/core/problem';
import { problem } from '@sluice/core/problem';

/** Monday, 9 March 2026, 09:00 UTC. */
const NOW = Date.UTC(2026, 2, 9, 9, 0, 0);

export type Around = {
  readonly variables?: JsonObject;
  readonly person?: Partial<PersonView>;
  readonly tries?: number;
  readonly seed?: string;
  readonly retryMessage?: string;
};

/** What a block sees while it runs, from as little as a test cares about. */
export const fakeContext = ({
  variables = {},
  tries = 0,
  seed = 'flow/block',
  ...rest
}: Around = {}): BlockContext => {
  const person: PersonView = { key: 'ann', attributes: {}, ...rest.person };
  const scope = scopeOf(variables, person);
  return {
    now: NOW,
    person,
    tries,
    seed,
    ...(rest.retryMessage !== undefined && { retryMessage: rest.retryMessage }),
    render: (template) => renderTemplate(template, scope),
    text: (template) => verbatim(renderTemplate(template, scope)),
    value: (template) => templateValue(template, scope),
    evaluate: (expression, overlay = {}) => {
      const result = evaluate(expression, scopeOf({ ...variables, ...overlay }, person), NOW);
      return result.ok
        ? result
        : { ok: false, problem: result.problems[0] ?? problem('expression', '', 'It has no value.') };
    },
    holds: (condition) => holds(condition, scope, NOW),
    variable: (name) => valueAt(scope, name),
  };
};

/** A flow with these variables and groups; templates, expressions and conditions are taken as good. */
export const fakeCheck = (
  known: { readonly variables?: readonly string[]; readonly places?: readonly string[] } = {},
): CheckContext => ({
  hasVariable: (name) => known.variables?.includes(name) ?? false,
  hasGroup: (id) => known.places?.includes(id) ?? false,
  hasBlock: (id) => known.places?.includes(id) ?? false,
  template: () => [],
  expression: () => [],
  condition: () => [],
});

/** One block with its settings parsed as the interpreter would, ready to be asked things. */
export const withSettings = <Settings>(definition: BlockDefinition<Settings>, given: unknown) => {
  const settings = definition.settings.parse(given);
  const resume = (input: Parameters<NonNullable<typeof definition.resume>>[1], around?: Around): Move => {
    if (definition.resume === undefined) throw new Error(`A ${definition.type} never waits.`);
    return definition.resume(settings, input, fakeContext(around));
  };
  return {
    ports: () => definition.ports(settings),
    enter: (around?: Around): Move => definition.enter(settings, fakeContext(around)),
    answer: (answer: Answer | string, around?: Around, memory: Json = null): Move =>
      resume(
        { type: 'answer', answer: typeof answer === 'string' ? { text: answer } : answer, memory },
        around,
      ),
    elapse: (around?: Around): Move => resume({ type: 'elapsed', memory: null }, around),
    check: (context: CheckContext = fakeCheck()): readonly Problem[] =>
      definition.check?.(settings, context) ?? [],
    writes: () => definition.writes?.(settings) ?? [],
  };
};

/** Codes with places, for short assertions: "unknown-variable variable". */
export const codes = (problems: readonly Problem[]): readonly string[] =>
  problems.map((found) => (found.at === '' ? found.code : `${found.code} ${found.at}`));

/** The texts that a move says. */
export const said = (move: Move): readonly string[] =>
  (move.effects ?? []).flatMap((effect) => (effect.type === 'message' ? [verbatim(effect.text)] : []));
