/** The form of an unsupported block: nothing can be set, only replaced. */
import { defineForm, type SettingsOf } from '@sluice/core/form/form';
import type { unsupported } from './block.ts';

export const unsupportedForm = defineForm<SettingsOf<typeof unsupported>>('unsupported', {
  fields: [],
  without: {
    originalType: 'What it was called where it came from; the block’s problem says it.',
    json: 'The block as it was, kept for a later import.',
  },
});
