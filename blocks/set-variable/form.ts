/** The form of setting variables: assignments, done in order. */
import { defineForm, type SettingsOf } from '@sluice/core/form/form';
import type { setVariable } from './block.ts';

export const setVariableForm = defineForm<SettingsOf<typeof setVariable>>('set-variable', {
  fields: [
    {
      at: 'assignments',
      kind: 'list',
      label: 'Assignments',
      help: 'Done from top to bottom; later ones see what earlier ones set.',
      one: 'assignment',
      least: 1,
      most: 100,
      fields: [
        { at: 'variable', kind: 'variable', label: 'Variable', makes: 'text' },
        {
          at: 'op',
          kind: 'select',
          label: 'Do',
          unset: 'set',
          optional: true,
          options: [
            { value: 'set', label: 'Set to' },
            { value: 'append', label: 'Add to the list' },
            { value: 'pop', label: 'Take the last one out' },
            { value: 'shift', label: 'Take the first one out' },
            { value: 'clear', label: 'Clear' },
          ],
        },
        {
          at: 'value',
          kind: 'expression',
          label: 'Value',
          optional: true,
          placeholder: 'price * count',
          when: { setting: 'op', is: [undefined, 'set', 'append'] },
        },
        {
          at: 'into',
          kind: 'variable',
          label: 'Keep what was taken out in',
          makes: 'text',
          optional: true,
          when: { setting: 'op', is: ['pop', 'shift'] },
        },
      ],
      fresh: () => ({ variable: 'value', value: '""' }),
    },
  ],
});
