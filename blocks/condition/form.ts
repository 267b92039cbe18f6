/** The form of a condition: its branches, tried from top to bottom. */
import { defineForm, type SettingsOf } from '@sluice/core/form/form';
import type { condition } from './block.ts';

export const conditionForm = defineForm<SettingsOf<typeof condition>>('condition', {
  fields: [
    {
      at: 'branches',
      kind: 'list',
      label: 'Branches',
      help: 'The first that holds is taken; if none does, “Otherwise”.',
      one: 'branch',
      most: 100,
      fields: [{ at: 'when', kind: 'condition', label: 'Taken if' }],
      fresh: (newId) => ({ id: newId(), when: { all: [] } }),
    },
  ],
});
