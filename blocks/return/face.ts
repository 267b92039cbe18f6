/** How a return looks on its card. */
import { defineFace } from '@sluice/core/face/face';
import { plain } from '@sluice/core/face/words';
import { returnBlock } from './block.ts';

export const returnFace = defineFace(returnBlock, {
  says: 'Goes back to where the last jump was made',
  words: ['back', 'come back', 'loop'],
  fresh: () => ({}),
  rows: () => [{ row: 'words', words: [plain('Go back to the jump')], most: 1 }],
});
