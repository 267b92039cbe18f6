/** How an input looks on its card: the line to write on, and where the answer is kept. */
import { defineFace } from '@sluice/core/face/face';
import { muted, templateWords } from '@sluice/core/face/words';
import { input } from './block.ts';

const PLACEHOLDERS = {
  text: 'Your answer',
  number: 'A number',
  email: 'name@company.com',
  url: 'https://…',
  phone: '+49 …',
  date: 'A date',
  time: 'A time',
  rating: '★ ★ ★ ★ ★',
  file: 'A file',
} as const;

export const inputFace = defineFace(input, {
  says: 'Asks for one thing and checks it',
  words: ['ask', 'question', 'answer', 'email', 'number', 'phone', 'date', 'time', 'rating', 'file', 'url'],
  fresh: () => ({ kind: 'text' as const }),
  rows: (settings, names) => {
    const { kind, placeholder = '', variable } = settings;
    return [
      {
        row: 'answer',
        words:
          placeholder.trim() === ''
            ? [muted(PLACEHOLDERS[kind])]
            : templateWords(placeholder, names, 'muted'),
        ...(variable !== undefined && { variable: names.called(variable) }),
      },
      ...input
        .ports(settings)
        .named.map((port) => ({ row: 'item' as const, words: [muted('No fitting answer')], port })),
    ];
  },
});
