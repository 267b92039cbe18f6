/** How setting an attribute looks on its card: which, and to what. */
import { defineFace, type Words } from '@sluice/core/face/face';
import { inWords } from '@sluice/core/face/names';
import { muted, plain, strong, templateWords } from '@sluice/core/face/words';
import { attribute } from './block.ts';

export const attributeFace = defineFace(attribute, {
  says: 'Keeps something about the person',
  words: ['person', 'profile', 'user', 'contact', 'property', 'field'],
  fresh: () => ({ name: 'attribute', value: '' }),
  rows: ({ name, value }, names) => {
    const given: Words = typeof value === 'string' ? templateWords(value, names) : [plain(String(value))];
    const title = strong(inWords(name.split('.').at(-1) ?? name));
    return [
      {
        row: 'words',
        words:
          value === null
            ? [plain('Clear '), title]
            : [plain('Set '), title, plain(' to '), ...(value === '' ? [muted('nothing yet')] : given)],
        most: 3,
      },
    ];
  },
});
