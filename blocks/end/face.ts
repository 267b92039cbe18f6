/** How an end looks on its card: the outcome that reports count. */
import { defineFace } from '@sluice/core/face/face';
import { plain, strong } from '@sluice/core/face/words';
import { end } from './block.ts';

export const endFace = defineFace(end, {
  says: 'Ends the conversation, with an outcome',
  words: ['stop', 'finish', 'close', 'outcome', 'goal', 'resolve'],
  fresh: () => ({}),
  rows: ({ outcome }) => [
    {
      row: 'words',
      words: outcome === undefined ? [plain('End')] : [plain('End: '), strong(outcome)],
      most: 2,
    },
  ],
});
