/** A block that did not exist a moment ago: a fresh one of its type, or one with settings of its own. */
import type { Block } from '@sluice/core/flow/document';
import { shapeProblems } from '@sluice/core/flow/shape-problems';
import { ok, problem, type Result, refused } from '@sluice/core/problem';
import type { World } from '../command.ts';

export type NewBlock = { readonly type: string; readonly settings?: object };

/** Refused when there is no such type, or when the settings do not fit it. */
export const madeBlock = ({ type, settings }: NewBlock, world: World): Result<Block> => {
  const definition = world.library.get(type);
  const given = settings ?? world.faces.get(type)?.fresh({ newId: world.newId });
  if (!definition || given === undefined)
    return refused(problem('unknown-block-type', 'type', `There is no block of the type “${type}”.`));
  const parsed = definition.settings.safeParse(given);
  if (!parsed.success) return refused(...shapeProblems(parsed.error));
  const known: object = parsed.data; // settings are objects; their type belongs to the definition
  return ok({ id: world.newId(), type, ...known });
};

/** What people call a type of block, to go into a label: "Message". */
export const titleOf = (type: string, { library }: Pick<World, 'library'>): string =>
  library.get(type)?.title ?? 'a block';
