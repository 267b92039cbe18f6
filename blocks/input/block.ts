/** Input: asks for one thing, checks it, and asks again in kind words until it fits. */
import type { BlockContext, CheckContext, Move } from '@sluice/core/interpreter/block';
import { defineBlock, NEXT } from '@sluice/core/interpreter/block';
import type { Rendered } from '@sluice/core/interpreter/rendered';
import { checkVariable } from '@sluice/core/interpreter/setting';
import type { Json } from '@sluice/core/json';
import type { Problem } from '@sluice/core/problem';
import { problem } from '@sluice/core/problem';
import type { Rule } from './kind.ts';
import { wordsOf } from './kind.ts';
import { inputKinds } from './kinds.ts';
import type { InputSettings } from './settings.ts';
import { inputSettings } from './settings.ts';

/** The port for "no fitting answer came": too many tries, or too much time. */
const INVALID = 'invalid';

const givesUp = ({ maxRetries, timeout }: InputSettings): boolean =>
  maxRetries !== undefined || timeout !== undefined;

const keep = ({ variable }: InputSettings, value: Json): Move => ({
  ...(variable !== undefined && { set: { [variable]: value } }),
  then: { type: 'leave', port: NEXT },
});

export const input = defineBlock({
  type: 'input',
  family: 'ask',
  title: 'Input',
  settings: inputSettings,
  ports: (settings) => ({ named: givesUp(settings) ? [INVALID] : [], next: true }),
  enter: (settings, context) => {
    const { kind, required = true, timeout } = settings;
    const placeholder = filled(settings.placeholder, context);
    const button = filled(settings.button, context);
    return {
      then: {
        type: 'wait',
        awaiting: {
          type: 'input',
          kind,
          ...(placeholder && { placeholder }),
          ...(button && { button }),
          required,
          ...inputKinds[kind].range?.(settings.validation ?? {}),
        },
        ...(timeout !== undefined && { timer: timeout }),
      },
    };
  },
  resume: (settings, resumption, context) => {
    if (resumption.type === 'elapsed') return { then: { type: 'leave', port: INVALID } };
    const { kind, required = true, maxRetries } = settings;
    const words = wordsOf(resumption.answer);
    if (!required && words === '' && resumption.answer.file === undefined) return keep(settings, null);
    const reading = inputKinds[kind].read(words, settings, resumption.answer);
    if (reading.ok) return keep(settings, reading.value);
    if (maxRetries !== undefined && context.tries >= maxRetries)
      return { then: { type: 'leave', port: INVALID } };
    return {
      effects: [{ type: 'message', text: retry(settings, reading.because, context) }],
      then: { type: 'again' },
    };
  },
  check: (settings, context) => [
    ...checkVariable('variable', settings.variable, context),
    ...checkTemplates(settings, context),
    ...checkRules(settings),
    ...(inputKinds[settings.kind].check?.(settings) ?? []),
  ],
  writes: ({ variable }) => (variable === undefined ? [] : [variable]),
});

const filled = (template: string | undefined, context: BlockContext): string =>
  template === undefined ? '' : context.text(template).trim();

/** The author's words for this case, else the author's words, else the flow's, else the kind's own. */
const retry = (settings: InputSettings, because: 'kind' | 'rule', context: BlockContext): Rendered => {
  const specific = because === 'rule' ? settings.validation?.message : undefined;
  const words = [specific, settings.retryMessage, context.retryMessage].find((text) => text?.trim());
  return words === undefined ? [inputKinds[settings.kind].retryMessage(settings)] : context.render(words);
};

const checkTemplates = (settings: InputSettings, context: CheckContext): readonly Problem[] =>
  Object.entries({
    placeholder: settings.placeholder,
    button: settings.button,
    retryMessage: settings.retryMessage,
    'validation.message': settings.validation?.message,
  }).flatMap(([at, template]) => (template === undefined ? [] : context.template(at, template)));

/** Rules that this kind would silently ignore are said aloud. */
const checkRules = ({ kind, validation = {}, country }: InputSettings): readonly Problem[] => {
  const { message: _, ...rules } = validation;
  // The keys of a strict schema are exactly the rules.
  const unused = (Object.keys(rules) as Rule[]).filter((rule) => !inputKinds[kind].rules.includes(rule));
  return [
    ...unused.map((rule) =>
      problem(
        'rule-not-used',
        `validation.${rule}`,
        `An input for “${kind}” does not use “${rule}”.`,
        'Remove it.',
      ),
    ),
    ...(country !== undefined && kind !== 'phone'
      ? [problem('rule-not-used', 'country', 'Only phone numbers use a country.', 'Remove it.')]
      : []),
  ];
};
