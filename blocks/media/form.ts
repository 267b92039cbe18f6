/** The form of media: what is shown, from where, and the words for who cannot see it. */
import { defineForm, type SettingsOf } from '@sluice/core/form/form';
import type { media } from './block.ts';

export const mediaForm = defineForm<SettingsOf<typeof media>>('media', {
  fields: [
    {
      at: 'kind',
      kind: 'select',
      label: 'Shows',
      options: [
        { value: 'image', label: 'Picture' },
        { value: 'video', label: 'Video' },
        { value: 'audio', label: 'Sound' },
        { value: 'embed', label: 'Embedded page' },
        { value: 'file', label: 'File to download' },
      ],
    },
    {
      at: 'url',
      kind: 'line',
      label: 'Address',
      address: true,
      placeholder: 'https://example.com/picture.jpg',
      help: 'A web address that anybody can open.',
    },
    {
      at: 'alt',
      kind: 'line',
      label: 'In words',
      optional: true,
      placeholder: 'A green pannier on a bicycle',
      help: 'Read aloud to people who cannot see it, and shown when it does not load.',
    },
    {
      at: 'link',
      kind: 'line',
      label: 'Opens',
      address: true,
      optional: true,
      placeholder: 'https://example.com/shop',
      help: 'The page that a tap on it opens.',
    },
  ],
});
