/** Around a canvas and whatever moves its view: knows whether the flow is seen from far away, and moves between the two. */
import { ReactFlowProvider, useReactFlow, type Viewport } from '@xyflow/react';
import { createContext, type ReactNode, useCallback, useContext, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';

/** Below this zoom nobody can read the words. */
export const FAR = 0.35;
const DURATION = 200;

export type Motion = {
  /** null until somebody moved. */
  readonly isZoomedOut: boolean | null;
  /** Told with every move that a person makes. */
  readonly onMove: (zoom: number) => void;
  /** Moves there smoothly. */
  readonly moveTo: (view: Viewport) => Promise<void>;
};

const MotionContext = createContext<Motion | null>(null);

export const useMotion = (): Motion => {
  const motion = useContext(MotionContext);
  if (!motion) throw new Error('a canvas stands outside a CanvasProvider');
  return motion;
};

export const CanvasProvider = ({ children }: { readonly children: ReactNode }) => (
  <ReactFlowProvider>
    <MotionProvider>{children}</MotionProvider>
  </ReactFlowProvider>
);

const MotionProvider = ({ children }: { readonly children: ReactNode }) => {
  const flow = useReactFlow();
  const [isZoomedOut, setZoomedOut] = useState<boolean | null>(null);
  const isMoving = useRef(false);
  const onMove = useCallback((zoom: number) => {
    if (!isMoving.current) setZoomedOut(zoom < FAR);
  }, []);
  const moveTo = useCallback(
    async (view: Viewport) => {
      const isFarThere = view.zoom < FAR;
      isMoving.current = true;
      // While it moves over a flow of a thousand groups, no step on the way may draw them all one by one.
      flushSync(() => setZoomedOut(isFarThere || flow.getZoom() < FAR));
      await flow.setViewport(view, { duration: DURATION });
      isMoving.current = false;
      setZoomedOut(isFarThere);
    },
    [flow],
  );
  const motion = useMemo(() => ({ isZoomedOut, onMove, moveTo }), [isZoomedOut, onMove, moveTo]);
  return <MotionContext value={motion}>{children}</MotionContext>;
};
