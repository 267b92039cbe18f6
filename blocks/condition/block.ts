/** Condition: takes the first branch that holds, else the way out called `else`. */
import { defineBlock } from '@sluice/core/interpreter/block';
import { conditionSchema } from '@sluice/core/interpreter/condition';
import { checkIds, idSetting } from '@sluice/core/interpreter/setting';
import { problem } from '@sluice/core/problem';
import { z } from 'zod';

/** The port for "no branch holds". */
const ELSE = 'else';

const settings = z.strictObject({
  branches: z.array(z.strictObject({ id: idSetting, when: conditionSchema })).max(100),
});

export const condition = defineBlock({
  type: 'condition',
  family: 'logic',
  title: 'Condition',
  settings,
  ports: ({ branches }) => ({ named: [...branches.map((branch) => branch.id), ELSE], next: false }),
  enter: ({ branches }, context) => ({
    then: { type: 'leave', port: branches.find((branch) => context.holds(branch.when))?.id ?? ELSE },
  }),
  check: ({ branches }, context) => [
    ...(branches.length === 0
      ? [problem('condition-without-branches', 'branches', 'There is nothing to choose by.', 'Add a branch.')]
      : []),
    ...checkIds(
      'branches',
      branches.map((branch) => branch.id),
    ),
    ...branches.flatMap((branch, index) => [
      ...(branch.id === ELSE
        ? [problem('reserved-id', `branches.${index}.id`, '“else” is the way out when no branch holds.')]
        : []),
      ...context.condition(`branches.${index}.when`, branch.when),
    ]),
  ],
});
