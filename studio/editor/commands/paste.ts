/** Pastes what was copied, in the same flow or another: fresh ids, variables by name, a place of its own. */
import type { Block, Edge, FlowDocument, Group, Variable } from '@sluice/core/flow/document';
import type { Place } from '@sluice/core/interpreter/state';
import { ok, problem, refused } from '@sluice/core/problem';
import { type Clipping, clippingOf } from '../clipboard.ts';
import { type Command, counted, type Edit, STEP, unchanged, type World } from '../command.ts';
import { placesOf } from '../places.ts';
import { retargetBlock } from '../retarget.ts';
import { type Selection, selectBlocks, selectGroups } from '../selection.ts';
import { freshTitle, type Position, rounded, withGroup } from './groups.ts';

/** Where to: the top left corner, a group for loose blocks, or nothing: beside where they were copied. */
export type PasteTarget = {
  readonly position?: Position;
  readonly group?: string;
  readonly index?: number;
};

export const paste =
  (clipping: Clipping, target: PasteTarget = {}): Command =>
  (document, world) => {
    if (clipping.groups.length === 0)
      return refused(problem('empty-clipping', '', 'There is nothing to paste.'));
    return ok(pasted(document, clipping, target, world, 'paste'));
  };

/** Copies and pastes in one step: groups beside themselves, loose blocks behind the last of them. */
export const duplicate =
  (selection: Selection): Command =>
  (document, world) => {
    const clipping = clippingOf(document, selection, world.library);
    if (!clipping) return unchanged(document);
    const last = clipping.groups[0]?.blocks.at(-1);
    const home = clipping.loose && last ? placesOf(document).blocks.get(last.id) : undefined;
    const target = home ? { group: home.group.id, index: home.index + 1 } : {};
    return ok(pasted(document, clipping, target, world, 'duplicate'));
  };

const pasted = (
  document: FlowDocument,
  clipping: Clipping,
  target: PasteTarget,
  world: World,
  verb: string,
): Edit => {
  const home =
    clipping.loose && target.group !== undefined ? placesOf(document).groups.get(target.group) : undefined;
  const fresh = freshIds(clipping, home?.id, world);
  const groups = placed(document, fresh.groups, target, clipping.loose);
  const blocks = groups.flatMap((group) => group.blocks);
  const withBlocks = home
    ? withGroup(document, home.id, (group) => ({
        ...group,
        blocks: group.blocks.toSpliced(target.index ?? group.blocks.length, 0, ...blocks),
      }))
    : { ...document, groups: [...document.groups, ...groups] };
  const what = clipping.loose ? counted(blocks.length, 'block') : counted(groups.length, 'group');
  return {
    document: {
      ...withBlocks,
      edges: [...document.edges, ...fresh.edges],
      variables: [...document.variables, ...missing(document, clipping, world)],
    },
    label: `${verb} ${what}`,
    undo: STEP,
    selection: clipping.loose
      ? selectBlocks(...blocks.map(({ id }) => id))
      : selectGroups(...groups.map(({ id }) => id)),
  };
};

/** Everything under ids that nothing has yet; ways inside what was copied lead inside what is pasted. */
const freshIds = (
  { groups, edges }: Clipping,
  home: string | undefined,
  { newId, library }: World,
): { readonly groups: readonly Group[]; readonly edges: readonly Edge[] } => {
  const ids = new Map<string, string>();
  for (const group of groups) {
    ids.set(`group ${group.id}`, home ?? newId());
    for (const block of group.blocks) ids.set(`block ${block.id}`, newId());
  }
  const groupOf = (id: string): string => ids.get(`group ${id}`) ?? id;
  const blockOf = (id: string): string => ids.get(`block ${id}`) ?? id;
  const homes = new Map(
    groups.flatMap((group) => group.blocks.map((block) => [block.id, group.id] as const)),
  );
  const move = (place: Place): Place => {
    if (place.block === undefined)
      return ids.has(`group ${place.group}`) ? { group: groupOf(place.group) } : place;
    // Loose blocks of several groups stand together now, so a block says better than its place where it is.
    const group = homes.get(place.block);
    return group === undefined ? place : { group: groupOf(group), block: blockOf(place.block) };
  };
  const renewed = (block: Block): Block => ({
    ...retargetBlock(block, move, library),
    id: blockOf(block.id),
  });
  return {
    groups: groups.map((group) => ({
      ...group,
      id: groupOf(group.id),
      blocks: group.blocks.map(renewed),
    })),
    edges: edges.flatMap(({ from, to }): Edge[] =>
      'trigger' in from ? [] : [{ id: newId(), from: { ...from, block: blockOf(from.block) }, to: move(to) }],
    ),
  };
};

/** So far from its original a copy stands. */
const BESIDE = 32;

const placed = (
  document: FlowDocument,
  groups: readonly Group[],
  { position }: PasteTarget,
  loose: boolean,
): readonly Group[] => {
  const left = Math.min(...groups.map((group) => group.position.x));
  const top = Math.min(...groups.map((group) => group.position.y));
  const taken = new Set(document.groups.map((group) => `${group.position.x} ${group.position.y}`));
  let offset = { x: (position?.x ?? left + BESIDE) - left, y: (position?.y ?? top + BESIDE) - top };
  const isTaken = (): boolean =>
    groups.some(({ position: { x, y } }) =>
      taken.has(`${Math.round(x + offset.x)} ${Math.round(y + offset.y)}`),
    );
  while (isTaken()) offset = { x: offset.x + BESIDE, y: offset.y + BESIDE };
  return groups.map((group) => ({
    ...group,
    title: loose ? freshTitle(document) : group.title,
    position: rounded({ x: group.position.x + offset.x, y: group.position.y + offset.y }),
  }));
};

/** Variables that the document has none of by that name. */
const missing = (document: FlowDocument, { variables }: Clipping, { newId }: World): readonly Variable[] => {
  const names = new Set(document.variables.map((variable) => variable.name));
  return variables
    .filter((variable) => !names.has(variable.name))
    .map((variable) => ({ ...variable, id: newId() }));
};
