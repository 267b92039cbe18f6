/** A block in words, for whoever does not see its card: what its face says, and what and where it is. */
import type { FaceRow } from '@sluice/core/face/face';
import { textOfWords } from '@sluice/core/face/words';
import type { Block, Group } from '@sluice/core/flow/document';
import { type FaceLook, partsOf } from './geometry.ts';

/** Everything on the face in one line: "Choice · Where is my order? · I have a question". */
export const wordsOnFace = (block: Block, look: FaceLook): string =>
  partsOf(block, look)
    .rows.map(textOfRow)
    .map((text) => text.replace(/\s+/g, ' ').trim())
    .filter((text) => text !== '')
    .join(' · ');

const textOfRow = (row: FaceRow): string => {
  switch (row.row) {
    case 'words':
    case 'item':
      return textOfWords(row.words);
    case 'answer':
      return [textOfWords(row.words), row.variable ?? ''].join(' ');
    case 'picture':
      return row.alt;
  }
};

export const typeTitle = (type: string, { library }: Pick<FaceLook, 'library'>): string =>
  library.get(type)?.title ?? type;

/** "Message in Welcome". */
export const placeOfBlock = (block: Block, group: Group, look: FaceLook): string =>
  `${typeTitle(block.type, look)} in ${look.names.group(group.id)}`;
