/** The form of a jump: where to, and whether to come back. */
import { defineForm, type SettingsOf } from '@sluice/core/form/form';
import type { jump } from './block.ts';

export const jumpForm = defineForm<SettingsOf<typeof jump>>('jump', {
  fields: [
    { at: 'to', kind: 'place', label: 'Go on at' },
    {
      at: 'callAndReturn',
      kind: 'toggle',
      label: 'Come back',
      unset: false,
      optional: true,
      help: 'A “Return” block there leads back to after this one.',
    },
  ],
});
