/** The settings that several blocks share: names, ids and places, each with one shape and one check. */
import { z } from 'zod';
import type { Problem } from '../problem.ts';
import { problem } from '../problem.ts';
import type { CheckContext } from './block.ts';
import { conditionSchema } from './condition.ts';

/** What a setting holds, where it is more than a value: said by its schema, so that no block has to say it again. */
export type Holds = 'template' | 'expression' | 'variable' | 'condition' | 'place';

/** Which schemas hold names: read by whatever renames, copies or searches settings of blocks it does not know. */
export const holding = z.registry<{ readonly holds: Holds }>();
holding.add(conditionSchema, { holds: 'condition' });

/** The id of an item or branch: also the name of its port. */
export const idSetting = z.string().min(1).max(100);

/** A variable's name, as templates and expressions write it. */
export const variableSetting = z
  .string()
  .max(100)
  .regex(
    /^[A-Za-z_][A-Za-z0-9_]*$/,
    'Variable names are letters, digits and _, and do not begin with a digit.',
  )
  .register(holding, { holds: 'variable' });

/** Text with `{{…}}`; long enough for every message, short enough to keep a version small. */
export const templateSetting = z.string().max(20_000).register(holding, { holds: 'template' });

/** An expression of at most so many characters; `least` 1 where an empty one means nothing. */
export const expressionSetting = (longest: number, least = 0): z.ZodString =>
  z.string().min(least).max(longest).register(holding, { holds: 'expression' });

/** A group, entered at its top or at one of its blocks. */
export const placeSetting = z
  .strictObject({
    group: z.string().min(1).max(100),
    block: z.string().min(1).max(100).exactOptional(),
  })
  .register(holding, { holds: 'place' });

/** The problem of a block that writes to, or reads from, a variable that the flow does not have. */
export const checkVariable = (
  at: string,
  name: string | undefined,
  context: Pick<CheckContext, 'hasVariable'>,
): readonly Problem[] =>
  name === undefined || context.hasVariable(name)
    ? []
    : [
        problem(
          'unknown-variable',
          at,
          `The flow has no variable “${name}”.`,
          'Add it to the variables, or choose another.',
        ),
      ];

/** The problem of items or branches that share an id: an edge could not tell them apart. */
export const checkIds = (at: string, ids: readonly string[]): readonly Problem[] =>
  ids.flatMap((id, index) =>
    ids.indexOf(id) === index
      ? []
      : [
          problem(
            'duplicate-id',
            `${at}.${index}.id`,
            `“${id}” is used twice here.`,
            'Give each its own id.',
          ),
        ],
  );
