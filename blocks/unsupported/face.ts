/** How an imported block without a counterpart looks on its card: what it was. */
import { defineFace } from '@sluice/core/face/face';
import { muted, strong } from '@sluice/core/face/words';
import { unsupported } from './block.ts';

export const unsupportedFace = defineFace(unsupported, {
  says: 'Stands where an imported block has no counterpart',
  words: ['import'],
  fresh: () => ({ originalType: 'unknown', json: null }),
  rows: ({ originalType }) => [
    { row: 'words', words: [strong(originalType)], most: 1 },
    { row: 'words', words: [muted('Has no counterpart here; conversations pass through it')], most: 2 },
  ],
});
