/** The form of a hand-off: to whom, with which words and which knowledge. */
import { defineForm, type SettingsOf } from '@sluice/core/form/form';
import type { handoff } from './block.ts';

export const handoffForm = defineForm<SettingsOf<typeof handoff>>('handoff', {
  fields: [
    {
      at: 'queue',
      kind: 'line',
      label: 'Queue',
      optional: true,
      placeholder: 'support',
      help: 'The team’s name on your platform. Left empty, whoever is there takes over.',
    },
    {
      at: 'message',
      kind: 'markdown',
      label: 'Say before',
      rows: 3,
      optional: true,
      placeholder: 'I’ll bring in a colleague.',
    },
    {
      at: 'context',
      kind: 'variables',
      label: 'Hand over',
      most: 50,
      optional: true,
      help: 'What the colleague sees, so that nobody has to ask again.',
    },
  ],
});
