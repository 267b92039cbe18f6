/** How a message looks on its card: as it will be said. */
import { defineFace } from '@sluice/core/face/face';
import { markdownWords, muted } from '@sluice/core/face/words';
import { message } from './block.ts';

export const messageFace = defineFace(message, {
  says: 'Says something',
  words: ['text', 'say', 'bubble', 'markdown'],
  fresh: () => ({ markdown: '' }),
  rows: ({ markdown }, names) => [
    {
      row: 'words',
      words: markdown.trim() === '' ? [muted('Write a message')] : markdownWords(markdown, names),
      most: 8,
    },
  ],
});
