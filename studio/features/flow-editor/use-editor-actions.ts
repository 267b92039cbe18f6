/** What the editor can be told to do by key, menu or search: one function for each action of the table. */

import { blockLibrary } from '@sluice/blocks/studio';
import type { Group } from '@sluice/core/flow/document';
import { useEffect, useMemo, useRef } from 'react';
import { copied, parseClipping } from '../../editor/clipboard.ts';
import { type Alignment, align, type Direction, distribute, nudge } from '../../editor/commands/align.ts';
import { duplicate, paste } from '../../editor/commands/paste.ts';
import { remove } from '../../editor/commands/remove.ts';
import { SIZE } from '../../editor/geometry.ts';
import { placesOf } from '../../editor/places.ts';
import { isNothing, selectBlocks, selectGroups } from '../../editor/selection.ts';
import { tell } from '../../ui/tell.tsx';
import type { FlowEditor } from './use-flow-editor.ts';

export type EditorActions = {
  readonly duplicate: () => void;
  readonly remove: () => void;
  readonly selectAll: () => void;
  /** Opens the first block of the chosen group; with nothing chosen, the start's. */
  readonly open: () => void;
  readonly up: () => void;
  readonly down: () => void;
  readonly left: () => void;
  readonly right: () => void;
  readonly align: (alignment: Alignment) => void;
  readonly distribute: (direction: Direction) => void;
  readonly nudge: (x: number, y: number) => void;
};

export const useEditorActions = (flow: FlowEditor, heightOf: (group: Group) => number): EditorActions =>
  useMemo(() => {
    const { editor, dispatch, select } = flow;
    const { document, selection } = editor;
    const [block] = selection.blocks;
    const home = document.groups.find(({ id, blocks }) =>
      block === undefined ? selection.groups.includes(id) : blocks.some((each) => each.id === block),
    );
    const sizeOf = (group: Group) => ({ width: SIZE.group, height: heightOf(group) });
    const toBlock = (id: string | undefined) => id !== undefined && select(selectBlocks(id));
    const step = (by: 1 | -1) => {
      const index = home?.blocks.findIndex(({ id }) => id === block) ?? -1;
      toBlock(home?.blocks[index + by]?.id);
    };
    const toGroup = (id: string | undefined) => {
      const group = document.groups.find((each) => each.id === id);
      if (group) select(group.blocks[0] ? selectBlocks(group.blocks[0].id) : selectGroups(group.id));
    };
    return {
      duplicate: () => dispatch(duplicate(selection)),
      remove: () => dispatch(remove(selection)),
      selectAll: () => select(selectGroups(...document.groups.map(({ id }) => id))),
      open: () => toGroup(home?.id ?? document.start.group),
      up: () => step(-1),
      down: () => (block === undefined ? toGroup(home?.id ?? document.start.group) : step(1)),
      left: () => {
        const edge = document.edges.find(({ to, from }) => to.group === home?.id && 'block' in from);
        if (edge && 'block' in edge.from) toBlock(edge.from.block);
      },
      right: () => {
        const inside = new Set(block === undefined ? home?.blocks.map(({ id }) => id) : [block]);
        const edge = document.edges.find(({ from }) => 'block' in from && inside.has(from.block));
        toGroup(edge?.to.group);
      },
      align: (alignment) => dispatch(align(selection.groups, alignment, sizeOf)),
      distribute: (direction) => dispatch(distribute(selection.groups, direction, sizeOf)),
      nudge: (x, y) =>
        dispatch(nudge(home && selection.groups.length === 0 ? [home.id] : selection.groups, { x, y })),
    };
  }, [flow, heightOf]);

const isWriting = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** Copy, cut and paste by the browser's own clipboard, wherever nobody is writing and nothing is marked. */
export const useClipboard = (flow: FlowEditor, readOnly: string | null): void => {
  const latest = useRef(flow);
  latest.current = flow;
  useEffect(() => {
    const copy = (event: ClipboardEvent): boolean => {
      const { document, selection } = latest.current.editor;
      const marks = window.getSelection()?.isCollapsed === false;
      if (isWriting(event.target) || marks || isNothing(selection)) return false;
      const text = copied(document, selection, blockLibrary);
      if (text === null) return false;
      event.clipboardData?.setData('text/plain', text);
      event.preventDefault();
      return true;
    };
    const cut = (event: ClipboardEvent) => {
      if (readOnly === null && copy(event)) latest.current.dispatch(remove(latest.current.editor.selection));
    };
    const insert = (event: ClipboardEvent) => {
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (readOnly !== null || isWriting(event.target) || text === '') return;
      const clipping = parseClipping(text, blockLibrary);
      if (!clipping.ok) {
        const [problem] = clipping.problems;
        tell(`${problem?.says} ${problem?.hint}`);
        return;
      }
      event.preventDefault();
      const { document, selection } = latest.current.editor;
      const [block] = selection.blocks;
      const place = block === undefined ? undefined : placesOf(document).blocks.get(block);
      const isInto = clipping.value.loose && place !== undefined;
      latest.current.dispatch(
        paste(clipping.value, isInto ? { group: place.group.id, index: place.index + 1 } : {}),
      );
    };
    window.addEventListener('copy', copy);
    window.addEventListener('cut', cut);
    window.addEventListener('paste', insert);
    return () => {
      window.removeEventListener('copy', copy);
      window.removeEventListener('cut', cut);
      window.removeEventListener('paste', insert);
    };
  }, [readOnly]);
};
