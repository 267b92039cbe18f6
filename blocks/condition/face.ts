/** How a condition looks on its card: "If Order total is greater than 50", and a way out for each answer. */

import { defineFace } from '@sluice/core/face/face';
import { conditionWords } from '@sluice/core/face/logic-words';
import { muted, plain } from '@sluice/core/face/words';
import { condition } from './block.ts';

export const conditionFace = defineFace(condition, {
  says: 'Goes different ways by what is known',
  words: ['if', 'else', 'branch', 'rule', 'filter', 'logic'],
  fresh: ({ newId }) => ({ branches: [{ id: newId(), when: { all: [] } }] }),
  rows: ({ branches }, names) => {
    const [only, second] = branches;
    const otherwise = { row: 'item' as const, words: [plain('Otherwise')], port: 'else' };
    if (only && !second)
      return [
        { row: 'words', words: [muted('If '), ...conditionWords(only.when, names)] },
        { row: 'item', words: [plain('Yes')], port: only.id },
        otherwise,
      ];
    return [
      { row: 'words', words: [muted(branches.length === 0 ? 'Add what to choose by' : 'If')], most: 1 },
      ...branches.map(({ id, when }) => ({
        row: 'item' as const,
        words: conditionWords(when, names),
        port: id,
      })),
      otherwise,
    ];
  },
});
