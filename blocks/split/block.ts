/** Split: sends a fixed share of people down each branch; a person always takes the same one. */
import { defineBlock } from '@sluice/core/interpreter/block';
import { checkIds, idSetting } from '@sluice/core/interpreter/setting';
import { problem } from '@sluice/core/problem';
import { drawNumber, isUnder } from '@sluice/core/rollout/draw';
import { FULL, fromPercent } from '@sluice/core/rollout/share';
import { z } from 'zod';

const percent = z
  .number()
  .refine((value) => fromPercent(value) !== null, 'A percentage is 0 to 100, in steps of 0.01.');
const settings = z.strictObject({
  branches: z
    .array(z.strictObject({ id: idSetting, percent }))
    .min(1)
    .max(20),
});

export const split = defineBlock({
  type: 'split',
  family: 'logic',
  title: 'Split',
  settings,
  ports: ({ branches }) => ({ named: branches.map((branch) => branch.id), next: false }),
  enter: ({ branches }, context) => {
    // The same number and the same comparison as a rollout's, in whole basis points.
    const number = drawNumber(context.seed, context.person.key);
    let upTo = 0;
    for (const branch of branches) {
      upTo += fromPercent(branch.percent) ?? 0;
      if (isUnder(number, upTo)) return { then: { type: 'leave', port: branch.id } };
    }
    // Only when the percentages do not reach 100, which a check refuses: the last one takes the rest.
    return { then: { type: 'leave', port: branches.at(-1)?.id ?? '' } };
  },
  check: ({ branches }) => {
    const sum = branches.reduce((total, branch) => total + (fromPercent(branch.percent) ?? 0), 0);
    return [
      ...checkIds(
        'branches',
        branches.map((branch) => branch.id),
      ),
      ...(sum === FULL
        ? []
        : [
            problem(
              'split-sum',
              'branches',
              `The percentages add up to ${sum / 100}, not 100.`,
              'Change them so that everybody has a branch.',
            ),
          ]),
    ];
  },
});
