/** A flow drawn on the ground of dots; whoever edits gives it handlers, everybody else only looks. */
import '@xyflow/react/dist/base.css';
import type { FlowDocument } from '@sluice/core/flow/document';
import { type EdgeTypes, type NodeTypes, ReactFlow, type ReactFlowProps, useReactFlow } from '@xyflow/react';
import { type MouseEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { NOTHING, type Selection } from '../editor/selection.ts';
import { boundsOf, openingOf, viewOf, ZOOM } from './bounds.ts';
import { FAR, useMotion } from './canvas-provider.tsx';
import { type CanvasNode, makeDrawing } from './drawing.ts';
import { groupAt } from './far-drawing.ts';
import { FarView } from './far-view.tsx';
import classes from './flow-canvas.module.css';
import { Ground } from './ground.tsx';
import { GroupCard } from './group-node.tsx';
import { type Marks, NO_MARKS } from './marks.ts';
import { StartCard } from './start-card.tsx';
import { ArrowMarker, StartEdge, StepEdge } from './step-edge.tsx';
import { useLook } from './use-look.ts';

const NODES: NodeTypes = { card: GroupCard, start: StartCard };
const EDGES: EdgeTypes = { step: StepEdge, start: StartEdge };

/** With fewer groups the browser keeps up, and every group stays within reach of keyboard and pointer. */
const MANY = 150;

export type FlowCanvasProps = {
  readonly document: FlowDocument;
  readonly marks?: Marks;
  readonly selection?: Selection;
  /** Where groups are while they are dragged, until they are let go. */
  readonly dragged?: ReadonlyMap<string, { readonly x: number; readonly y: number }>;
  /** Groups can be dragged and ports connected. */
  readonly editable?: boolean;
  /** What the canvas of the editor adds to the drawing's own. */
  readonly handlers?: Partial<ReactFlowProps<CanvasNode>>;
  /** At first one sees all of it, or as much of its beginning as can be read. */
  readonly opensAt?: 'all' | 'start';
  readonly children?: ReactNode;
};

export const FlowCanvas = ({
  document,
  marks = NO_MARKS,
  selection = NOTHING,
  dragged,
  editable = false,
  handlers = {},
  opensAt = 'all',
  children,
}: FlowCanvasProps) => {
  const look = useLook(document);
  const [draw] = useState(makeDrawing);
  const drawing = useMemo(
    () => draw({ document, look, marks, selection, editable }),
    [draw, document, look, marks, selection, editable],
  );
  const { isZoomedOut, onMove, moveTo, drawn, aside } = useMotion();
  useEffect(() => {
    drawn.current = drawing.nodes;
  }, [drawn, drawing]);
  const room = () => ({ width: window.innerWidth, height: window.innerHeight, aside: aside.current });
  const [first] = useState(() =>
    opensAt === 'all'
      ? viewOf(boundsOf(drawing.nodes), room())
      : openingOf(boundsOf(drawing.nodes), boundsOf(beginningOf(drawing.nodes)), room()),
  );
  const isFar = (isZoomedOut ?? first.zoom < FAR) && document.groups.length > MANY;
  const flow = useReactFlow();
  const frame = useRef<HTMLDivElement>(null);
  const edges = useMemo(() => [...drawing.edges], [drawing]);
  const nodes = useMemo(
    () =>
      drawing.nodes.map((node) => {
        const position = dragged?.get(node.id);
        return position === undefined ? node : { ...node, position };
      }),
    [drawing, dragged],
  );
  const enter = (event: MouseEvent) => {
    const at = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY });
    const node = drawing.nodes.find(({ id }) => id === groupAt(drawing, at));
    if (node) void moveTo(viewOf(boundsOf([node]), room()));
    else handlers.onPaneClick?.(event);
  };
  return (
    <div className={classes.canvas} ref={frame}>
      <ArrowMarker />
      <ReactFlow
        nodeTypes={NODES}
        edgeTypes={EDGES}
        defaultViewport={first}
        onlyRenderVisibleElements
        nodesDraggable={editable}
        nodesConnectable={editable}
        minZoom={ZOOM.least}
        maxZoom={ZOOM.most}
        panOnScroll
        zoomOnDoubleClick={false}
        deleteKeyCode={null}
        proOptions={HIDDEN}
        {...handlers}
        onMove={(event, view) => {
          onMove(view.zoom, event !== null);
          handlers.onMove?.(event, view);
        }}
        onMoveStart={(event, view) => {
          frame.current?.toggleAttribute('data-moving', true);
          onMove(view.zoom, event !== null);
          handlers.onMoveStart?.(event, view);
        }}
        onMoveEnd={(event, view) => {
          frame.current?.toggleAttribute('data-moving', false);
          handlers.onMoveEnd?.(event, view);
        }}
        nodes={isFar ? NONE : nodes}
        edges={isFar ? NONE : edges}
        {...(isFar ? { onPaneClick: enter } : {})}
      >
        {isFar ? <FarView drawing={drawing} /> : <Ground />}
        {children}
      </ReactFlow>
    </div>
  );
};

/** The start; where there is none, the first group. */
const beginningOf = (nodes: readonly CanvasNode[]) => nodes.slice(0, 1);
const NONE: never[] = [];
const HIDDEN = { hideAttribution: true };
