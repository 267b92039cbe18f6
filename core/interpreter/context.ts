/** What a block may look at while it runs, read from the working copy of the turn. */
import type { FlowDocument } from '../flow/document.ts';
import { problem } from '../problem.ts';
import type { BlockContext } from './block.ts';
import { holds } from './condition.ts';
import { evaluate } from './expression.ts';
import type { ReadyBlock } from './program.ts';
import { type Rendered, verbatim } from './rendered.ts';
import { type Run, say, topFlow, topFrame } from './run.ts';
import { type Scope, scopeOf, valueAt } from './scope.ts';
import { loneValue, renderTemplate } from './template.ts';

/** The context of one block; `tries` counts the answers refused so far. */
export const contextOf = (run: Run, block: ReadyBlock, tries: number): BlockContext => {
  const { variables } = topFrame(run);
  const flow = topFlow(run);
  const scope: Scope = scopeOf(variables, run.person, flow.types);
  const render = (template: string): Rendered => {
    const rendered = renderTemplate(template, scope);
    say(run, lengthOf(rendered), block.id);
    return rendered;
  };
  return {
    now: run.now,
    person: run.person,
    tries,
    seed: block.seed,
    ...retryMessage(flow.document),
    render,
    text: (template) => verbatim(render(template)),
    value: (template) => {
      const lone = loneValue(template, scope);
      return lone === undefined ? verbatim(render(template)) : lone;
    },
    evaluate: (expression, overlay) => {
      const reading = overlay ? scopeOf({ ...variables, ...overlay }, run.person, flow.types) : scope;
      const value = evaluate(expression, reading, run.now);
      if (value.ok) return value;
      const [first = problem('expression-failed', '', 'This expression has no value.')] = value.problems;
      return { ok: false, problem: first };
    },
    holds: (condition) => holds(condition, scope, run.now),
    variable: (name) => (name.includes('.') ? null : valueAt(scope, name)),
  };
};

const retryMessage = ({ settings }: FlowDocument): { readonly retryMessage?: string } =>
  settings.retryMessage === undefined ? {} : { retryMessage: settings.retryMessage };

const lengthOf = (rendered: Rendered): number =>
  rendered.reduce((sum, part) => sum + (typeof part === 'string' ? part : part.value).length, 0);
