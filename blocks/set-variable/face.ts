/** How setting variables looks on its card: one short sentence each. */

import { defineFace, type Words } from '@sluice/core/face/face';
import { expressionWords } from '@sluice/core/face/logic-words';
import type { FaceNames } from '@sluice/core/face/names';
import { chip, muted, plain } from '@sluice/core/face/words';
import type { z } from 'zod';
import { setVariable } from './block.ts';

type Assignment = z.infer<typeof setVariable.settings>['assignments'][number];

export const setVariableFace = defineFace(setVariable, {
  says: 'Computes a value and keeps it',
  words: ['variable', 'assign', 'calculate', 'compute', 'formula', 'value'],
  fresh: () => ({ assignments: [{ variable: 'value', value: '' }] }),
  rows: ({ assignments }, names) =>
    assignments.map((assignment) => ({ row: 'words', words: sentence(assignment, names), most: 2 })),
});

const sentence = ({ variable, op = 'set', value = '', into }: Assignment, names: FaceNames): Words => {
  const name = chip(names.called(variable));
  const given = value.trim() === '' ? [muted('nothing yet')] : expressionWords(value, names);
  const kept = into === undefined ? [] : [plain(' into '), chip(names.called(into))];
  switch (op) {
    case 'set':
      return [plain('Set '), name, plain(' to '), ...given];
    case 'append':
      return [plain('Add '), ...given, plain(' to '), name];
    case 'pop':
      return [plain('Take the last of '), name, ...kept];
    case 'shift':
      return [plain('Take the first of '), name, ...kept];
    case 'clear':
      return [plain('Clear '), name];
  }
};
