/** How a wait looks on its card: for how long. */

import { defineFace } from '@sluice/core/face/face';
import { expressionWords } from '@sluice/core/face/logic-words';
import { plain } from '@sluice/core/face/words';
import { wait } from './block.ts';

export const waitFace = defineFace(wait, {
  says: 'Pauses before it goes on',
  words: ['delay', 'pause', 'sleep', 'typing', 'timer'],
  fresh: () => ({ seconds: 3 }),
  rows: ({ seconds }, names) => [
    {
      row: 'words',
      words:
        typeof seconds === 'number'
          ? [plain(`Wait ${duration(seconds)}`)]
          : [plain('Wait '), ...expressionWords(seconds, names), plain(' seconds')],
      most: 2,
    },
  ],
});

const UNITS = [
  [86_400, 'day'],
  [3_600, 'hour'],
  [60, 'minute'],
] as const;

/** The largest unit that says it in whole numbers: "2 hours", "90 seconds". */
const duration = (seconds: number): string => {
  const [size, unit] = UNITS.find(([each]) => seconds >= each && seconds % each === 0) ?? [1, 'second'];
  const count = seconds / size;
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
};
