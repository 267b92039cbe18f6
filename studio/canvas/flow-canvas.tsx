/** A flow drawn on the ground of dots; whoever edits gives it handlers, everybody else only looks. */
import '@xyflow/react/dist/base.css';
import type { FlowDocument } from '@sluice/core/flow/document';
import { Background, type EdgeTypes, type NodeTypes, ReactFlow, type ReactFlowProps } from '@xyflow/react';
import { type ReactNode, useMemo, useState } from 'react';
import { type CanvasNode, makeDrawing, NOTHING_SELECTED, type Selection } from './drawing.ts';
import classes from './flow-canvas.module.css';
import { GroupCard } from './group-node.tsx';
import { type Marks, NO_MARKS } from './marks.ts';
import { StartCard } from './start-card.tsx';
import { ArrowMarker, StartEdge, StepEdge } from './step-edge.tsx';
import { useLook } from './use-look.ts';

const NODES: NodeTypes = { card: GroupCard, start: StartCard };
const EDGES: EdgeTypes = { step: StepEdge, start: StartEdge };
const FIT = { padding: 0.15, maxZoom: 1 };

export type FlowCanvasProps = {
  readonly document: FlowDocument;
  readonly marks?: Marks;
  readonly selection?: Selection;
  /** Groups can be dragged and ports connected. */
  readonly editable?: boolean;
  /** What the canvas of the editor adds to the drawing's own. */
  readonly handlers?: Partial<ReactFlowProps<CanvasNode>>;
  readonly children?: ReactNode;
};

export const FlowCanvas = ({
  document,
  marks = NO_MARKS,
  selection = NOTHING_SELECTED,
  editable = false,
  handlers = {},
  children,
}: FlowCanvasProps) => {
  const look = useLook(document);
  const [draw] = useState(makeDrawing);
  const { nodes, edges } = useMemo(
    () => draw({ document, look, marks, selection, editable }),
    [draw, document, look, marks, selection, editable],
  );
  return (
    <div className={classes.canvas}>
      <ArrowMarker />
      <ReactFlow
        nodes={[...nodes]}
        edges={[...edges]}
        nodeTypes={NODES}
        edgeTypes={EDGES}
        onlyRenderVisibleElements
        nodesDraggable={editable}
        nodesConnectable={editable}
        fitView
        fitViewOptions={FIT}
        minZoom={0.05}
        maxZoom={2}
        panOnScroll
        zoomOnDoubleClick={false}
        deleteKeyCode={null}
        proOptions={{ hideAttribution: true }}
        {...handlers}
      >
        <Background gap={24} size={2} color="var(--dot)" />
        {children}
      </ReactFlow>
    </div>
  );
};
