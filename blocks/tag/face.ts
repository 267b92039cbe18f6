/** How tagging looks on its card: which tags come and which go. */
import { defineFace, type FaceRow } from '@sluice/core/face/face';
import type { FaceNames } from '@sluice/core/face/names';
import { muted, plain, strong, templateWords, textOfWords } from '@sluice/core/face/words';
import { tag } from './block.ts';

export const tagFace = defineFace(tag, {
  says: 'Adds tags to the person, or takes them away',
  words: ['label', 'segment', 'person'],
  fresh: () => ({ add: [] }),
  rows: ({ add = [], remove = [] }, names) => {
    const rows = [...sentence('Add', add, names), ...sentence('Take away', remove, names)];
    return rows.length > 0 ? rows : [{ row: 'words', words: [muted('Name a tag')], most: 1 }];
  },
});

const sentence = (verb: string, tags: readonly string[], names: FaceNames): readonly FaceRow[] =>
  tags.length === 0
    ? []
    : [
        {
          row: 'words',
          words: [
            plain(`${verb} the ${tags.length === 1 ? 'tag' : 'tags'} `),
            strong(tags.map((each) => textOfWords(templateWords(each, names))).join(', ')),
          ],
          most: 2,
        },
      ];
