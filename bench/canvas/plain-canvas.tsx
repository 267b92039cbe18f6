/** React Flow as it comes, with nodes and edges of the same words at the same places. */
import '@xyflow/react/dist/style.css';
import {
  type Edge,
  type Node,
  ReactFlow,
  ReactFlowProvider,
  useNodesInitialized,
  useReactFlow,
} from '@xyflow/react';
import { useEffect } from 'react';
import { type Hands, MIDDLE, painted } from './stage.ts';

type Props = {
  readonly nodes: readonly Node[];
  readonly edges: readonly Edge[];
  readonly ready: (hands: Hands) => void;
};

/** Its own least zoom is 0.5, at which a thousand groups never fit; the only thing that is changed. */
const LEAST_ZOOM = 0.02;

export const PlainCanvas = ({ nodes, edges, ready }: Props) => (
  <ReactFlowProvider>
    <ReactFlow defaultNodes={[...nodes]} defaultEdges={[...edges]} minZoom={LEAST_ZOOM} fitView />
    <Ready ready={ready} />
  </ReactFlowProvider>
);

const Ready = ({ ready }: Pick<Props, 'ready'>) => {
  const flow = useReactFlow();
  const isMeasured = useNodesInitialized();
  useEffect(() => {
    if (!isMeasured) return;
    ready({
      approach: async () => void (await flow.setViewport(MIDDLE, { duration: 200 })),
      fitAll: async () => {
        await flow.fitView({ duration: 200 });
        await painted();
      },
    });
  }, [ready, isMeasured, flow]);
  return null;
};
