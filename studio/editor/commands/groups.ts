/** Commands on groups: add, rename, move. */
import type { EdgeSource, FlowDocument, Group } from '@sluice/core/flow/document';
import type { Place } from '@sluice/core/interpreter/state';
import { ok, problem, refused } from '@sluice/core/problem';
import { type Command, counted, gesture, STEP, typing, unchanged } from '../command.ts';
import { placesOf } from '../places.ts';
import { same } from '../retarget.ts';
import { selectBlocks, selectGroups } from '../selection.ts';
import { connectedOrRefused } from './edges.ts';
import { madeBlock, type NewBlock, titleOf } from './new-block.ts';

export type Position = Group['position'];

/** Positions are whole pixels: nobody sees the rest, and differences stay readable. */
export const rounded = ({ x, y }: Position): Position => ({ x: Math.round(x), y: Math.round(y) });

/** A new group at a position, with blocks; `from` connects a way out to it in the same step, and is refused when gone. */
export const addGroup =
  (given: {
    readonly position: Position;
    readonly title?: string;
    readonly blocks?: readonly NewBlock[];
    readonly from?: EdgeSource;
  }): Command =>
  (document, world) => {
    const blocks = (given.blocks ?? []).map((each) => madeBlock(each, world));
    const broken = blocks.find((each) => !each.ok);
    if (broken && !broken.ok) return broken;
    const group: Group = {
      id: world.newId(),
      title: given.title ?? freshTitle(document),
      position: rounded(given.position),
      blocks: blocks.flatMap((each) => (each.ok ? [each.value] : [])),
    };
    const added = withStart({ ...document, groups: [...document.groups, group] });
    const [only] = given.blocks ?? [];
    const [first] = group.blocks;
    const after = given.from ? connectedOrRefused(added, given.from, { group: group.id }, world) : ok(added);
    if (!after.ok) return after;
    return ok({
      document: after.value,
      label: only && group.blocks.length === 1 ? `add ${titleOf(only.type, world)}` : 'add a group',
      undo: STEP,
      selection: first ? selectBlocks(first.id) : selectGroups(group.id),
    });
  };

/** "Group 4": the first number that no title has yet. */
export const freshTitle = ({ groups }: FlowDocument): string => {
  const taken = new Set(groups.map((group) => group.title));
  let number = groups.length + 1;
  while (taken.has(`Group ${number}`)) number += 1;
  return `Group ${number}`;
};

/** A document whose start is nowhere starts in its first group. */
const withStart = (document: FlowDocument): FlowDocument => {
  const { start, groups } = document;
  if (groups.some((group) => group.id === start.group)) return document;
  const [first] = groups;
  return first ? { ...document, start: { group: first.id } } : document;
};

export const renameGroup =
  (id: string, title: string): Command =>
  (document) =>
    ok({
      document: withGroup(document, id, (group) => (group.title === title ? group : { ...group, title })),
      label: 'rename a group',
      undo: typing(`group ${id} title`),
    });

/** Moves groups to where they are let go; with the drag's name, the whole drag is one step. */
export const moveGroups =
  (moves: readonly { readonly id: string; readonly position: Position }[], drag?: string): Command =>
  (document) => {
    const target = new Map(moves.map((move) => [move.id, rounded(move.position)]));
    const groups = same(document.groups, (group) => {
      const to = target.get(group.id);
      const stays = to === undefined || (to.x === group.position.x && to.y === group.position.y);
      return stays ? group : { ...group, position: to };
    });
    if (groups === document.groups) return unchanged(document);
    const [only] = moves;
    const title = moves.length === 1 && only ? placesOf(document).groups.get(only.id)?.title : undefined;
    return ok({
      document: { ...document, groups },
      label: title ? `move “${title}”` : `move ${counted(moves.length, 'group')}`,
      undo: gesture(drag),
    });
  };

/** Where conversations begin. */
export const setStart =
  (start: Place): Command =>
  (document) => {
    const group = placesOf(document).groups.get(start.group);
    if (!group || (start.block !== undefined && !group.blocks.some((block) => block.id === start.block)))
      return refused(problem('unknown-place', '', 'The flow cannot start there: it is gone.'));
    const isSame = document.start.group === start.group && document.start.block === start.block;
    if (isSame) return unchanged(document);
    return ok({ document: { ...document, start }, label: `start in “${group.title}”`, undo: STEP });
  };

/** The document with one group changed; the same object when it does not change. */
export const withGroup = (
  document: FlowDocument,
  id: string,
  change: (group: Group) => Group,
): FlowDocument => {
  const groups = same(document.groups, (group) => (group.id === id ? change(group) : group));
  return groups === document.groups ? document : { ...document, groups };
};
