/** The fields of triggers and of a flow's own settings, as data. */
import type { Trigger } from '@sluice/core/flow/document';
import type { Field } from '@sluice/core/form/form';
import type { NewTrigger } from '../../editor/commands/flow.ts';

export type TriggerKind = {
  readonly title: string;
  readonly fresh: NewTrigger;
  readonly fields: readonly Field[];
};

export const TRIGGERS: Readonly<Record<Trigger['type'], TriggerKind>> = {
  keyword: {
    title: 'Words people write',
    fresh: { type: 'keyword', words: ['help'] },
    fields: [{ at: 'words', kind: 'tags', label: 'Words', most: 100 }],
  },
  command: {
    title: 'A command',
    fresh: { type: 'command', command: 'open' },
    fields: [
      {
        at: 'command',
        kind: 'text',
        label: 'Command',
        mono: true,
        help: 'The name by which your page or your server calls it.',
      },
    ],
  },
  page: {
    title: 'A page',
    fresh: { type: 'page', url: '/*' },
    fields: [
      {
        at: 'url',
        kind: 'text',
        label: 'Address',
        mono: true,
        optional: true,
        placeholder: 'Every page',
        help: 'A * stands for anything, as in /checkout/*.',
      },
      {
        at: 'delay',
        kind: 'number',
        label: 'After',
        unit: 'seconds',
        least: 0,
        most: 86_400,
        optional: true,
      },
      { at: 'scroll', kind: 'number', label: 'Scrolled to', unit: '%', least: 0, most: 100, optional: true },
      {
        at: 'exitIntent',
        kind: 'toggle',
        label: 'When the pointer leaves the page',
        unset: false,
        optional: true,
      },
    ],
  },
};

export const FLOW_FIELDS: readonly Field[] = [
  {
    at: 'abandonAfterHours',
    kind: 'number',
    label: 'Abandoned after',
    unit: 'hours',
    most: 8_760,
    optional: true,
    help: 'So long without a reply. A deployment may say otherwise.',
  },
  {
    at: 'retryMessage',
    kind: 'markdown',
    label: 'When a reply does not fit, say',
    rows: 2,
    optional: true,
    help: 'Unless the block has words of its own.',
  },
];
