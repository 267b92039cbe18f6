/** Removes what is selected, and the edges that touch it. */
import type { FlowDocument } from '@sluice/core/flow/document';
import type { Place } from '@sluice/core/interpreter/state';
import { ok } from '@sluice/core/problem';
import { type Command, counted, STEP, unchanged } from '../command.ts';
import { placesOf } from '../places.ts';
import { retarget, same } from '../retarget.ts';
import { NOTHING, type Selection } from '../selection.ts';

/** A group whose last block is removed stays, empty; the start falls back to what is left. */
export const remove =
  (selection: Selection): Command =>
  (document, { library }) => {
    const gone = gonePlaces(document, selection);
    if (gone.groups.size + gone.blocks.size + gone.edges.size === 0) return unchanged(document);
    const without: FlowDocument = {
      ...document,
      groups: same(
        document.groups.filter((group) => !gone.groups.has(group.id)),
        (group) =>
          group.blocks.some((block) => gone.blocks.has(block.id))
            ? { ...group, blocks: group.blocks.filter((block) => !gone.blocks.has(block.id)) }
            : group,
      ),
      edges: document.edges.filter(
        ({ id, from }) => !gone.edges.has(id) && ('trigger' in from || !gone.blocks.has(from.block)),
      ),
    };
    const stays = (place: Place): Place | null =>
      gone.groups.has(place.group) || (place.block !== undefined && gone.blocks.has(place.block))
        ? null
        : place;
    return ok({
      document: retarget(without, stays, library),
      label: labelOf(document, selection, gone),
      undo: STEP,
      selection: NOTHING,
    });
  };

type Gone = { readonly [part in keyof Selection]: ReadonlySet<string> };

/** What exists of the selection; the blocks of a group go with it. */
const gonePlaces = (document: FlowDocument, selection: Selection): Gone => {
  const places = placesOf(document);
  const groups = new Set(selection.groups.filter((id) => places.groups.has(id)));
  const inside = [...groups].flatMap((id) => places.groups.get(id)?.blocks ?? []);
  return {
    groups,
    blocks: new Set([
      ...selection.blocks.filter((id) => places.blocks.has(id)),
      ...inside.map((block) => block.id),
    ]),
    edges: new Set(selection.edges.filter((id) => places.edges.has(id))),
  };
};

const labelOf = (document: FlowDocument, selection: Selection, gone: Gone): string => {
  if (gone.groups.size > 0) {
    const [only = ''] = gone.groups;
    const title = gone.groups.size === 1 ? placesOf(document).groups.get(only)?.title : undefined;
    return title ? `remove “${title}”` : `remove ${counted(gone.groups.size, 'group')}`;
  }
  return selection.blocks.length > 0
    ? `remove ${counted(gone.blocks.size, 'block')}`
    : `remove ${counted(gone.edges.size, 'edge')}`;
};
