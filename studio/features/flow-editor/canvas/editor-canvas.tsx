/** The canvas that edits: choosing, dragging, connecting, adding; every change is a command of the editor. */
import { Popover } from '@mantine/core';
import { MiniMap, type ReactFlowProps, useReactFlow } from '@xyflow/react';
import { type DragEvent, type MouseEvent, useCallback, useMemo, useState } from 'react';
import { BlockDragContext } from '../../../canvas/block-card.tsx';
import type { CanvasNode } from '../../../canvas/drawing.ts';
import { FlowCanvas } from '../../../canvas/flow-canvas.tsx';
import { HeaderToolsContext } from '../../../canvas/group-header.tsx';
import type { Marks } from '../../../canvas/marks.ts';
import { portOfHandle } from '../../../canvas/ports.ts';
import { useCanvasView } from '../../../canvas/use-canvas-view.ts';
import { addBlock } from '../../../editor/commands/blocks.ts';
import { connect } from '../../../editor/commands/edges.ts';
import { addGroup } from '../../../editor/commands/groups.ts';
import { moveBlocks } from '../../../editor/commands/move-blocks.ts';
import type { FlowEditor } from '../use-flow-editor.ts';
import { BlockList, NEW_BLOCK } from './block-list.tsx';
import { type DropPlace, dropPlaceAt } from './drop-place.ts';
import classes from './editor-canvas.module.css';
import { type GroupActions, GroupTools } from './group-tools.tsx';
import { useChoosing } from './use-choosing.ts';
import { ZoomBar } from './zoom-bar.tsx';

/** Where the list of blocks is open, and what picking one does. */
export type Adding = {
  /** In pixels of the window. */
  readonly at: { readonly x: number; readonly y: number };
  readonly onPick: (type: string) => void;
};

export type EditorCanvasProps = {
  readonly flow: FlowEditor;
  readonly marks: Marks;
  /** Why nothing may be changed; null when it may. */
  readonly readOnly: string | null;
  readonly adding: Adding | null;
  readonly onAdding: (adding: Adding | null) => void;
  /** What a group's menu does beyond the canvas. */
  readonly actions: GroupActions;
  readonly onTidy: () => void;
};

/** What a drag of blocks carries: their ids. */
const BLOCKS = 'application/sluice-blocks';

export const EditorCanvas = (props: EditorCanvasProps) => {
  const { flow, marks, readOnly, adding, onAdding, actions, onTidy } = props;
  const { editor, dispatch } = flow;
  const editable = readOnly === null;
  const canvas = useReactFlow();
  const view = useCanvasView();
  const choosing = useChoosing(flow);
  const [hasMap, setMap] = useState(false);
  const [drop, setDrop] = useState<DropPlace | null>(null);
  const toFlow = canvas.screenToFlowPosition;

  const tools = useMemo(
    () =>
      editable
        ? ({ id, title }: { readonly id: string; readonly title: string }) => (
            <GroupTools id={id} title={title} actions={actions} />
          )
        : null,
    [editable, actions],
  );
  const dragBlock = useCallback(
    (event: DragEvent, block: string) => {
      const chosen = flow.editor.selection.blocks;
      const ids = chosen.includes(block) ? chosen : [block];
      event.dataTransfer.setData(BLOCKS, JSON.stringify(ids));
      event.dataTransfer.effectAllowed = 'move';
    },
    [flow],
  );
  const onDragOver = (event: DragEvent) => {
    const { types } = event.dataTransfer;
    if (!editable || !(types.includes(BLOCKS) || types.includes(NEW_BLOCK))) return;
    event.preventDefault();
    setDrop(dropPlaceAt(event, toFlow));
  };
  const onDrop = (event: DragEvent) => {
    setDrop(null);
    if (!editable) return;
    const { target } = dropPlaceAt(event, toFlow);
    const type = event.dataTransfer.getData(NEW_BLOCK);
    const moved = event.dataTransfer.getData(BLOCKS);
    if (type === '' && moved === '') return;
    event.preventDefault();
    // Written by dragBlock above.
    if (moved !== '') dispatch(moveBlocks(JSON.parse(moved) as readonly string[], target));
    else if ('group' in target) dispatch(addBlock({ type, ...target }));
    else dispatch(addGroup({ position: target.position, blocks: [{ type }] }));
    onAdding(null);
  };
  const offerAt = (event: MouseEvent) => {
    const isGround = event.target instanceof Element && event.target.closest('.react-flow__node') === null;
    if (!editable || !isGround) return;
    const at = { x: event.clientX, y: event.clientY };
    onAdding({ at, onPick: (type) => dispatch(addGroup({ position: toFlow(at), blocks: [{ type }] })) });
  };

  const handlers: Partial<ReactFlowProps<CanvasNode>> = {
    ...choosing.handlers,
    elementsSelectable: true,
    edgesFocusable: editable,
    connectionRadius: 32,
    onConnect: ({ sourceHandle, target }) => {
      if (sourceHandle) dispatch(connect(portOfHandle(sourceHandle), { group: target }));
    },
    onConnectEnd: (event, { isValid, fromHandle }) => {
      if (isValid || !fromHandle?.id || !('clientX' in event)) return;
      const from = portOfHandle(fromHandle.id);
      const group = document
        .elementFromPoint(event.clientX, event.clientY)
        ?.closest<HTMLElement>('[data-group]')?.dataset.group;
      if (group !== undefined) {
        dispatch(connect(from, { group }));
        return;
      }
      const at = { x: event.clientX, y: event.clientY };
      onAdding({
        at,
        onPick: (type) => dispatch(addGroup({ position: toFlow(at), blocks: [{ type }], from })),
      });
    },
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: blocks are dropped here, and a double click on the ground adds one; both are also in the toolbar
    <div
      className={classes.canvas}
      onDragOver={onDragOver}
      onDrop={onDrop}
      onDragLeave={() => setDrop(null)}
      onDoubleClick={offerAt}
    >
      <HeaderToolsContext value={tools}>
        <BlockDragContext value={editable ? dragBlock : null}>
          <FlowCanvas
            document={editor.document}
            marks={marks}
            selection={editor.selection}
            editable={editable}
            opensAt="start"
            handlers={handlers}
            {...(choosing.dragged ? { dragged: choosing.dragged } : {})}
          >
            {hasMap && (
              <MiniMap
                pannable
                zoomable
                className={classes.map ?? ''}
                nodeColor="var(--hatch)"
                maskColor="var(--channel)"
                bgColor="var(--surface)"
              />
            )}
          </FlowCanvas>
        </BlockDragContext>
      </HeaderToolsContext>
      {drop?.line && <div className={classes.drop} style={drop.line} />}
      {editor.document.groups.length === 0 && (
        <p className={classes.empty}>
          {editable ? 'Double click anywhere, or type “/”, to add the first block.' : 'This flow is empty.'}
        </p>
      )}
      {adding && (
        <Popover
          opened
          onChange={() => onAdding(null)}
          position="bottom-start"
          withinPortal
          trapFocus
          shadow="md"
        >
          <Popover.Target>
            <div className={classes.anchor} style={{ left: adding.at.x, top: adding.at.y }} />
          </Popover.Target>
          <Popover.Dropdown aria-label="Add a block">
            <BlockList
              onPick={(type) => {
                adding.onPick(type);
                onAdding(null);
              }}
              close={() => onAdding(null)}
            />
          </Popover.Dropdown>
        </Popover>
      )}
      <ZoomBar
        view={view}
        hasMap={hasMap}
        onMap={() => setMap(!hasMap)}
        onAdd={editable ? () => onAdding(addingAt(flow, MIDDLE(), toFlow)) : null}
        onTidy={editable ? onTidy : null}
      />
    </div>
  );
};

/** Where a list opens that nobody pointed a place for. */
export const MIDDLE = () => ({ x: window.innerWidth / 2 - 160, y: window.innerHeight / 3 });

/** Adds behind the chosen block or at the end of the chosen group, else in a group of its own in the middle of the window. */
export const addingAt = (
  { editor, dispatch }: FlowEditor,
  at: Adding['at'],
  toFlow: (at: Adding['at']) => { readonly x: number; readonly y: number },
): Adding => {
  const { document, selection } = editor;
  const [block] = selection.blocks;
  const home = document.groups.find(({ id, blocks }) =>
    block === undefined ? selection.groups.includes(id) : blocks.some((each) => each.id === block),
  );
  return {
    at,
    onPick: (type) => {
      if (!home) return dispatch(addGroup({ position: toFlow(at), blocks: [{ type }] }));
      const index = home.blocks.findIndex(({ id }) => id === block);
      return dispatch(addBlock({ type, group: home.id, ...(index < 0 ? {} : { index: index + 1 }) }));
    },
  };
};
