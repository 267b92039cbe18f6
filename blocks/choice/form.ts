/** The form of a choice: the items, how they look, where the pick is kept. */
import { defineForm } from '@sluice/core/form/form';
import type { ChoiceSettings } from './settings.ts';

export const choiceForm = defineForm<ChoiceSettings>('choice', {
  fields: [
    {
      at: 'items',
      kind: 'list',
      label: 'Items',
      one: 'item',
      most: 200,
      optional: true,
      fields: [{ at: 'label', kind: 'line', label: 'Label', placeholder: 'What people pick' }],
      more: [
        {
          at: 'value',
          kind: 'line',
          label: 'Keep as',
          optional: true,
          help: 'What the variable holds instead of the label.',
        },
        { at: 'description', kind: 'line', label: 'Description', optional: true },
        {
          at: 'image',
          kind: 'line',
          label: 'Picture',
          address: true,
          optional: true,
          placeholder: 'https://example.com/picture.jpg',
        },
        { at: 'visibleIf', kind: 'condition', label: 'Shown only if', optional: true },
      ],
      fresh: (newId) => ({ id: newId(), label: '' }),
    },
    { at: 'variable', kind: 'variable', label: 'Keep the pick in', makes: 'text', optional: true },
    {
      at: 'multiple',
      kind: 'toggle',
      label: 'Several can be picked',
      unset: false,
      optional: true,
      help: 'All picks then go on the same way, and the variable holds a list.',
    },
    {
      at: 'display',
      kind: 'select',
      label: 'Looks like',
      unset: 'buttons',
      optional: true,
      options: [
        { value: 'buttons', label: 'Buttons' },
        { value: 'list', label: 'List' },
        { value: 'pictures', label: 'Pictures' },
        { value: 'cards', label: 'Cards' },
      ],
    },
  ],
  folds: [
    {
      title: 'When the answer does not fit',
      fields: [
        {
          at: 'retryMessage',
          kind: 'markdown',
          label: 'Say',
          rows: 2,
          optional: true,
          help: 'Left empty, the flow’s own words are said, or ours.',
        },
      ],
    },
    {
      title: 'Items from a list',
      fields: [
        {
          at: 'itemsFrom',
          kind: 'variable',
          label: 'List variable',
          makes: 'list',
          optional: true,
          help: 'Its elements are the items: texts, or objects with a label. Then write no items above.',
        },
      ],
    },
  ],
});
