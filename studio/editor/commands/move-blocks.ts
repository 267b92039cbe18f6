/** Moves blocks within a group, into another, or out onto the canvas as a group of their own. */
import type { Block, FlowDocument, Group } from '@sluice/core/flow/document';
import type { Place } from '@sluice/core/interpreter/state';
import { ok, problem, refused } from '@sluice/core/problem';
import { type Command, counted, STEP, unchanged, type World } from '../command.ts';
import { placesOf } from '../places.ts';
import { retarget } from '../retarget.ts';
import { selectBlocks } from '../selection.ts';
import { freshTitle, moveGroups, type Position, rounded } from './groups.ts';

/** Before the block that has this index now (left out: at the end), or a position on the canvas for a new group. */
export type BlockTarget =
  | { readonly group: string; readonly index?: number }
  | { readonly position: Position };

/**
 * Moves blocks, in the order they have in the document. A group that is emptied by it vanishes, and what led to it
 * leads to the first block that stood there. Edges from and to the blocks stay.
 */
export const moveBlocks =
  (ids: readonly string[], target: BlockTarget): Command =>
  (document, world) => {
    const moving = new Set(ids);
    const blocks = document.groups.flatMap((group) => group.blocks.filter((block) => moving.has(block.id)));
    if (blocks.length === 0) return unchanged(document);
    const whole = 'position' in target ? wholeGroup(document, moving) : undefined;
    if (whole && 'position' in target)
      return moveGroups([{ id: whole.id, position: target.position }])(document, world);
    const home = 'position' in target ? undefined : placesOf(document).groups.get(target.group);
    if ('group' in target && !home) return refused(problem('gone', '', 'The group is gone.'));
    const group: Group =
      'position' in target
        ? { id: world.newId(), title: freshTitle(document), position: rounded(target.position), blocks }
        : filled(document, target, blocks, moving);
    const after = settled(document, group, moving, world);
    if (home && JSON.stringify(home.blocks) === JSON.stringify(group.blocks)) return unchanged(document);
    return ok({
      document: after,
      label: `move ${counted(blocks.length, 'block')}`,
      undo: STEP,
      selection: selectBlocks(...blocks.map((block) => block.id)),
    });
  };

/** The one group that holds exactly the blocks that move. */
const wholeGroup = (document: FlowDocument, moving: ReadonlySet<string>): Group | undefined =>
  document.groups.find(
    (group) => group.blocks.length === moving.size && group.blocks.every((block) => moving.has(block.id)),
  );

/** The target group with the blocks in it; the index counts blocks that move away, too. */
const filled = (
  document: FlowDocument,
  target: { readonly group: string; readonly index?: number },
  blocks: readonly Block[],
  moving: ReadonlySet<string>,
): Group => {
  const home = placesOf(document).groups.get(target.group);
  const list = home?.blocks ?? [];
  const index = Math.max(0, Math.min(target.index ?? list.length, list.length));
  const stays = (block: Block): boolean => !moving.has(block.id);
  return {
    ...(home ?? { id: target.group, title: '', position: { x: 0, y: 0 } }),
    blocks: [...list.slice(0, index).filter(stays), ...blocks, ...list.slice(index).filter(stays)],
  };
};

const settled = (
  document: FlowDocument,
  target: Group,
  moving: ReadonlySet<string>,
  { library }: World,
): FlowDocument => {
  const emptied = new Map<string, string>();
  const groups = document.groups.flatMap((group) => {
    if (group.id === target.id) return [target];
    const blocks = group.blocks.filter((block) => !moving.has(block.id));
    if (blocks.length === group.blocks.length) return [group];
    const [first] = group.blocks;
    if (blocks.length > 0 || !first) return [{ ...group, blocks }];
    emptied.set(group.id, first.id);
    return [];
  });
  const isNew = !document.groups.some((group) => group.id === target.id);
  const moved = (place: Place): Place => {
    if (place.block !== undefined && moving.has(place.block))
      return place.group === target.id ? place : { group: target.id, block: place.block };
    const first = emptied.get(place.group);
    return first === undefined ? place : { group: target.id, block: first };
  };
  return retarget({ ...document, groups: isNew ? [...groups, target] : groups }, moved, library);
};
