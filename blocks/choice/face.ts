/** How a choice looks on its card: one box per item, each a way out. */
import { defineFace } from '@sluice/core/face/face';
import { chip, muted, templateWords } from '@sluice/core/face/words';
import { choice } from './block.ts';

export const choiceFace = defineFace(choice, {
  says: 'Offers buttons to pick from',
  words: ['buttons', 'options', 'menu', 'quick replies', 'pick', 'select', 'cards'],
  fresh: ({ newId }) => ({
    items: [
      { id: newId(), label: 'Yes' },
      { id: newId(), label: 'No' },
    ],
  }),
  rows: (settings, names) => {
    const { items = [], itemsFrom, multiple = false, variable } = settings;
    const ports = new Set(choice.ports(settings).named);
    const kept = variable === undefined ? [] : [muted(' · '), chip(names.called(variable))];
    const title = muted(multiple ? 'Choice, several' : 'Choice');
    if (itemsFrom !== undefined)
      return [
        { row: 'words', words: [title, muted(' of '), chip(names.called(itemsFrom)), ...kept], most: 1 },
      ];
    return [
      { row: 'words', words: [title, ...kept], most: 1 },
      ...items.map(({ id, label }) => ({
        row: 'item' as const,
        words: label.trim() === '' ? [muted('Write a label')] : templateWords(label, names),
        ...(ports.has(id) && { port: id }),
      })),
    ];
  },
});
