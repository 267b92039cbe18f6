/** The form of setting an attribute: which one, and what it becomes. */
import { defineForm, type SettingsOf } from '@sluice/core/form/form';
import type { attribute } from './block.ts';

export const attributeForm = defineForm<SettingsOf<typeof attribute>>('attribute', {
  fields: [
    {
      at: 'name',
      kind: 'text',
      label: 'Attribute',
      mono: true,
      placeholder: 'custom.plan',
      help: 'Audiences and later conversations find it by this name.',
    },
    { at: 'value', kind: 'value', label: 'Becomes' },
  ],
});
