/** Choice: offers items to pick from, by button, by words or by number. */
import type { BlockContext, CheckContext } from '@sluice/core/interpreter/block';
import { defineBlock, NEXT } from '@sluice/core/interpreter/block';
import type { Rendered } from '@sluice/core/interpreter/rendered';
import { checkIds, checkVariable } from '@sluice/core/interpreter/setting';
import type { Problem } from '@sluice/core/problem';
import { problem } from '@sluice/core/problem';
import { shownItems, visibleItems } from './items.ts';
import { picked } from './match.ts';
import type { ChoiceSettings } from './settings.ts';
import { choiceSettings } from './settings.ts';

export const choice = defineBlock({
  type: 'choice',
  family: 'ask',
  title: 'Choice',
  settings: choiceSettings,
  // One way out per item; with several picked, or items only known at run time, there is just "after this".
  ports: ({ items = [], itemsFrom, multiple = false }) => ({
    named: multiple || itemsFrom !== undefined ? [] : items.map((item) => item.id),
    next: true,
  }),
  enter: (settings, context) => {
    const items = visibleItems(settings, context);
    if (items.length === 0) return { then: { type: 'leave', port: NEXT } };
    const { multiple = false, display = 'buttons' } = settings;
    return {
      then: {
        type: 'wait',
        awaiting: { type: 'choice', items, multiple, display },
        memory: items.map((item) => item.id),
      },
    };
  },
  resume: (settings, input, context) => {
    if (input.type === 'elapsed') return { then: { type: 'leave', port: NEXT } };
    const { multiple = false, variable } = settings;
    const items = shownItems(settings, input.memory, context);
    const chosen = picked(input.answer, items, multiple);
    if (chosen === null)
      return {
        effects: [{ type: 'message', text: retry(settings, context) }],
        then: { type: 'again' },
      };
    const stored = chosen.map((item) => item.value ?? item.label);
    const port = multiple || settings.itemsFrom !== undefined ? NEXT : (chosen[0]?.id ?? NEXT);
    return {
      ...(variable !== undefined && { set: { [variable]: multiple ? stored : (stored[0] ?? null) } }),
      then: { type: 'leave', port },
    };
  },
  check: (settings, context) => [
    ...checkItems(settings, context),
    ...checkVariable('variable', settings.variable, context),
    ...checkVariable('itemsFrom', settings.itemsFrom, context),
    ...(settings.retryMessage === undefined ? [] : context.template('retryMessage', settings.retryMessage)),
  ],
  writes: ({ variable }) => (variable === undefined ? [] : [variable]),
});

/** The author's words, else the flow's, else ours. The items need no naming: platforms offer them again. */
const retry = ({ retryMessage, multiple = false }: ChoiceSettings, context: BlockContext): Rendered => {
  const own = [retryMessage, context.retryMessage].find((text) => text?.trim());
  if (own !== undefined) return context.render(own);
  return [`Sorry, I didn’t get that. Please pick ${multiple ? 'one or more' : 'one'} of these.`];
};

const checkItems = (settings: ChoiceSettings, context: CheckContext): readonly Problem[] => {
  const { items = [], itemsFrom } = settings;
  if (itemsFrom !== undefined)
    return items.length === 0
      ? []
      : [
          problem(
            'items-twice',
            'itemsFrom',
            'The items come from a list, so the items written here are never shown.',
            'Keep one of the two.',
          ),
        ];
  if (items.length === 0)
    return [problem('choice-without-items', 'items', 'There is nothing to pick.', 'Add at least one item.')];
  return [
    ...checkIds(
      'items',
      items.map((item) => item.id),
    ),
    ...items.flatMap((item, index) => {
      const at = `items.${index}`;
      const templates = {
        label: item.label,
        value: item.value,
        description: item.description,
        image: item.image,
      };
      return [
        ...(item.label.trim() === ''
          ? [
              problem(
                'item-without-label',
                `${at}.label`,
                'The item has no label.',
                'Write what people pick.',
              ),
            ]
          : []),
        ...Object.entries(templates).flatMap(([key, template]) =>
          template === undefined ? [] : context.template(`${at}.${key}`, template),
        ),
        ...(item.visibleIf === undefined ? [] : context.condition(`${at}.visibleIf`, item.visibleIf)),
      ];
    }),
  ];
};
