/** How a redirect looks on its card: the address it opens. */
import { defineFace } from '@sluice/core/face/face';
import { muted, plain, templateWords } from '@sluice/core/face/words';
import { redirect } from './block.ts';

export const redirectFace = defineFace(redirect, {
  says: 'Opens a web page',
  words: ['link', 'url', 'open', 'page', 'website'],
  fresh: () => ({ url: '' }),
  rows: ({ url, newTab = false }, names) => [
    { row: 'words', words: [plain(newTab ? 'Open in a new tab' : 'Open')], most: 1 },
    {
      row: 'words',
      words: url.trim() === '' ? [muted('Give an address')] : templateWords(url, names, 'mono'),
      most: 2,
    },
  ],
});
