/** The form of a message: what it says. */
import { defineForm, type SettingsOf } from '@sluice/core/form/form';
import type { message } from './block.ts';

export const messageForm = defineForm<SettingsOf<typeof message>>('message', {
  fields: [
    { at: 'markdown', kind: 'markdown', label: 'Message', placeholder: 'Write what the bot says', rows: 4 },
  ],
});
