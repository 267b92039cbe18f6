/** The form of tagging: which tags come, which go. */
import { defineForm, type SettingsOf } from '@sluice/core/form/form';
import type { tag } from './block.ts';

export const tagForm = defineForm<SettingsOf<typeof tag>>('tag', {
  fields: [
    { at: 'add', kind: 'tags', label: 'Add', most: 50, optional: true, placeholder: 'VIP' },
    { at: 'remove', kind: 'tags', label: 'Take away', most: 50, optional: true },
  ],
});
