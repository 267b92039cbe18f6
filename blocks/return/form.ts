/** The form of a return: there is nothing to set. */
import { defineForm, type SettingsOf } from '@sluice/core/form/form';
import type { returnBlock } from './block.ts';

export const returnForm = defineForm<SettingsOf<typeof returnBlock>>('return', { fields: [] });
