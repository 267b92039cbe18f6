/** The form of a wait: how long. */
import { defineForm, type SettingsOf } from '@sluice/core/form/form';
import type { wait } from './block.ts';

export const waitForm = defineForm<SettingsOf<typeof wait>>('wait', {
  fields: [
    {
      at: 'seconds',
      kind: 'amount',
      label: 'Wait for',
      most: 30 * 24 * 60 * 60,
      help: 'At most thirty days. Then the flow goes on by itself.',
    },
  ],
});
