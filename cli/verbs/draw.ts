/** `sluice draw`: the number of every person under a seed, as production draws it. */
import { ok } from '@sluice/core/problem';
import { drawNumber, isUnder } from '@sluice/core/rollout/draw';
import { answerLines } from '../line-input.ts';
import { readPercent } from '../option-values.ts';
import { misuse, type Verb } from '../verb.ts';

export const draw: Verb = {
  usage: 'draw SEED [--share PERCENT]',
  summary: 'person keys on standard input, one a line → the number of each, 0 to 4294967295',
  details: [
    'Keys are taken as they stand, spaces included; empty lines are skipped.',
    '',
    '  --share PERCENT   say in or out as well: "NUMBER in", 0 to 100 in steps of 0.01',
  ].join('\n'),
  operands: ['SEED'],
  options: { share: 'text' },
  run: async (given, io) => {
    const [seed = ''] = given.operands;
    const percent = given.text('share');
    if (percent === undefined) {
      return answerLines(io, (key) => ok(key === '' ? null : String(drawNumber(seed, key))));
    }
    const share = readPercent(percent);
    if (!share.ok) return misuse(share.problems);
    return answerLines(io, (key) => {
      if (key === '') return ok(null);
      const number = drawNumber(seed, key);
      return ok(`${number} ${isUnder(number, share.value) ? 'in' : 'out'}`);
    });
  },
};
