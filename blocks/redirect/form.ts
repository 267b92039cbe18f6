/** The form of a redirect: the page, and in which tab. */
import { defineForm, type SettingsOf } from '@sluice/core/form/form';
import type { redirect } from './block.ts';

export const redirectForm = defineForm<SettingsOf<typeof redirect>>('redirect', {
  fields: [
    { at: 'url', kind: 'line', label: 'Address', address: true, placeholder: 'https://example.com/thanks' },
    { at: 'newTab', kind: 'toggle', label: 'Open in a new tab', unset: false, optional: true },
  ],
});
