/** What pointer and keyboard choose on the canvas, and groups while they are dragged. */
import type { EdgeChange, NodeChange, ReactFlowProps } from '@xyflow/react';
import { type MouseEvent, useMemo, useState } from 'react';
import type { CanvasNode } from '../../../canvas/drawing.ts';
import { moveGroups } from '../../../editor/commands/groups.ts';
import { NOTHING, selectBlocks } from '../../../editor/selection.ts';
import type { FlowEditor } from '../use-flow-editor.ts';

type Position = { readonly x: number; readonly y: number };
type Dragged = ReadonlyMap<string, Position>;

const changed = (
  ids: readonly string[],
  changes: readonly { readonly id: string; readonly selected: boolean }[],
) => {
  const next = new Set(ids);
  for (const { id, selected } of changes) {
    if (selected) next.add(id);
    else next.delete(id);
  }
  return [...next];
};

const selects = (changes: readonly (NodeChange<CanvasNode> | EdgeChange)[]) =>
  changes.flatMap((change) => (change.type === 'select' ? [change] : []));

export const useChoosing = (
  flow: FlowEditor,
): { readonly handlers: Partial<ReactFlowProps<CanvasNode>>; readonly dragged: Dragged | null } => {
  const [dragged, setDragged] = useState<Dragged | null>(null);
  const handlers = useMemo((): Partial<ReactFlowProps<CanvasNode>> => {
    const { dispatch, select } = flow;
    return {
      onNodesChange: (changes) => {
        const chosen = selects(changes);
        const { selection } = flow.editor;
        if (chosen.length > 0) {
          const groups = changed(selection.groups, chosen);
          select({ ...selection, groups, ...(groups.length > 0 ? { blocks: [] } : {}) });
        }
        const moves = changes.flatMap((change) =>
          change.type === 'position' && change.position ? [{ id: change.id, position: change.position }] : [],
        );
        if (moves.length === 0) return;
        const isOver = changes.some((change) => change.type === 'position' && change.dragging === false);
        if (isOver) {
          setDragged(null);
          dispatch(moveGroups(moves));
        } else {
          setDragged(
            (before) =>
              new Map([...(before ?? []), ...moves.map((move) => [move.id, move.position] as const)]),
          );
        }
      },
      onEdgesChange: (changes) => {
        const chosen = selects(changes);
        const { selection } = flow.editor;
        if (chosen.length > 0) select({ ...selection, blocks: [], edges: changed(selection.edges, chosen) });
      },
      onNodeClick: (event: MouseEvent) => {
        const block =
          event.target instanceof Element
            ? event.target.closest<HTMLElement>('[data-block]')?.dataset.block
            : undefined;
        if (block === undefined) return;
        const { blocks } = flow.editor.selection;
        const joins = event.shiftKey || event.metaKey || event.ctrlKey;
        const others = joins ? blocks.filter((id) => id !== block) : [];
        select(joins && blocks.includes(block) ? selectBlocks(...others) : selectBlocks(...others, block));
      },
      onPaneClick: () => select(NOTHING),
    };
  }, [flow]);
  return { handlers, dragged };
};
