/** The form of a split: the share of each branch. */
import { defineForm, type SettingsOf } from '@sluice/core/form/form';
import type { split } from './block.ts';

export const splitForm = defineForm<SettingsOf<typeof split>>('split', {
  fields: [
    {
      at: 'branches',
      kind: 'shares',
      label: 'Branches',
      help: 'A person always takes the same branch, as long as the shares stay.',
      least: 1,
      most: 20,
    },
  ],
});
