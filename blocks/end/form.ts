/** The form of an end: the outcome that reports count. */
import { defineForm, type SettingsOf } from '@sluice/core/form/form';
import type { end } from './block.ts';

export const endForm = defineForm<SettingsOf<typeof end>>('end', {
  fields: [
    {
      at: 'outcome',
      kind: 'text',
      label: 'Outcome',
      optional: true,
      placeholder: 'solved',
      help: 'Reports count conversations by this name.',
    },
  ],
});
