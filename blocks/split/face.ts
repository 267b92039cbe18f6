/** How a split looks on its card: each share a way out. */
import { defineFace } from '@sluice/core/face/face';
import { muted, plain } from '@sluice/core/face/words';
import { split } from './block.ts';

export const splitFace = defineFace(split, {
  says: 'Sends a share of people down each way',
  words: ['a/b', 'ab test', 'experiment', 'random', 'percent'],
  fresh: ({ newId }) => ({
    branches: [
      { id: newId(), percent: 50 },
      { id: newId(), percent: 50 },
    ],
  }),
  rows: ({ branches }) => [
    { row: 'words', words: [muted('Split people')], most: 1 },
    ...branches.map(({ id, percent }) => ({
      row: 'item' as const,
      words: [plain(`${percent}%`)],
      port: id,
    })),
  ],
});
