/** What to do with everything that leads somewhere, when that place moves or vanishes. */
import type { Block, Edge, FlowDocument, Group } from '@sluice/core/flow/document';
import { mapSettings } from '@sluice/core/flow/map-settings';
import type { BlockLibrary } from '@sluice/core/interpreter/block';
import type { Place } from '@sluice/core/interpreter/state';

/** The place to lead to instead; the same object when it stays, null when there is none any more. */
export type Move = (place: Place) => Place | null;

/**
 * The document with every way rewritten: edges to a vanished place go, blocks that name one keep it (a check says
 * so), and the start falls back to the top of its group, else to the first group.
 */
export const retarget = (document: FlowDocument, move: Move, library: BlockLibrary): FlowDocument => ({
  ...document,
  start: startAfter(document, move),
  groups: same(document.groups, (group) => retargetGroup(group, move, library)),
  edges: retargetEdges(document.edges, move),
});

const startAfter = ({ start, groups }: FlowDocument, move: Move): Place => {
  const moved = move(start);
  if (moved) return moved;
  if (groups.some((group) => group.id === start.group)) return { group: start.group };
  const [first] = groups;
  return first ? { group: first.id } : start;
};

const retargetEdges = (edges: readonly Edge[], move: Move): readonly Edge[] => {
  const kept = edges.flatMap((edge) => {
    const to = move(edge.to);
    if (to === null) return [];
    return [to === edge.to ? edge : { ...edge, to }];
  });
  return kept.length === edges.length && kept.every((edge, i) => edge === edges[i]) ? edges : kept;
};

const retargetGroup = (group: Group, move: Move, library: BlockLibrary): Group => {
  const blocks = same(group.blocks, (block) => retargetBlock(block, move, library));
  return blocks === group.blocks ? group : { ...group, blocks };
};

/** A block that names places in its settings, with those that moved rewritten. */
export const retargetBlock = (block: Block, move: Move, library: BlockLibrary): Block => {
  const definition = library.get(block.type);
  return definition
    ? mapSettings(definition.settings, block, { place: (place) => move(place) ?? place })
    : block;
};

/** The list itself when no entry changes. */
export const same = <T>(list: readonly T[], change: (each: T) => T): readonly T[] => {
  const changed = list.map(change);
  return changed.every((each, index) => each === list[index]) ? list : changed;
};
