/** How a jump looks on its card: where it goes. */
import { defineFace } from '@sluice/core/face/face';
import { muted, plain, strong } from '@sluice/core/face/words';
import { jump } from './block.ts';

export const jumpFace = defineFace(jump, {
  says: 'Goes on in another group',
  words: ['go to', 'goto', 'link', 'connect', 'loop'],
  // An id of no group: the check asks to choose one, where a guess would be a silent loop.
  fresh: ({ newId }) => ({ to: { group: newId() } }),
  rows: ({ to, callAndReturn = false }, names) => [
    {
      row: 'words',
      words: [
        plain('Go to '),
        strong(names.group(to.group)),
        ...(callAndReturn ? [muted(', and come back')] : []),
      ],
      most: 2,
    },
  ],
});
