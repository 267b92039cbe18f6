/** Around a canvas and whatever moves its view: knows whether the flow is seen from far away, and moves between the two. */
import { ReactFlowProvider, useReactFlow, type Viewport } from '@xyflow/react';
import {
  createContext,
  type ReactNode,
  type RefObject,
  useCallback,
  useContext,
  useMemo,
  useRef,
  useState,
} from 'react';
import { flushSync } from 'react-dom';
import type { Placed } from './bounds.ts';

/** Below this zoom nobody can read the words. */
export const FAR = 0.35;
const DURATION = 200;

export type Motion = {
  /** null until somebody moved. */
  readonly isZoomedOut: boolean | null;
  /** While `moveTo` is on its way. */
  readonly isMoving: boolean;
  /** Told with every step of a move; a person's hand takes over from a `moveTo` that is on its way. */
  readonly onMove: (zoom: number, isByHand: boolean) => void;
  /** Moves there smoothly, at once for whoever wants less motion. Resolves when it is there, or when another move took over. */
  readonly moveTo: (view: Viewport) => Promise<void>;
  /** What the canvas draws, with sizes; empty before it does. */
  readonly drawn: RefObject<readonly Placed[]>;
  /** How many pixels on the right are covered by a panel. */
  readonly aside: RefObject<number>;
};

const MotionContext = createContext<Motion | null>(null);

export const useMotion = (): Motion => {
  const motion = useContext(MotionContext);
  if (!motion) throw new Error('a canvas stands outside a CanvasProvider');
  return motion;
};

type CanvasProviderProps = {
  /** A panel floats on the right of the canvas. */
  readonly hasAside?: boolean;
  readonly children: ReactNode;
};

export const CanvasProvider = (props: CanvasProviderProps) => (
  <ReactFlowProvider>
    <MotionProvider {...props} />
  </ReactFlowProvider>
);

/** A panel and the room on both sides of it. */
const ASIDE = 376;

const duration = (): number => (window.matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : DURATION);

const MotionProvider = ({ hasAside = false, children }: CanvasProviderProps) => {
  const flow = useReactFlow();
  const [isZoomedOut, setZoomedOut] = useState<boolean | null>(null);
  const [isMoving, setMoving] = useState(false);
  /** Ends the move that is on its way. React Flow itself never says that one was cut short. */
  const end = useRef<(() => void) | null>(null);
  const land = useCallback((zoom: number) => {
    end.current?.();
    end.current = null;
    setMoving(false);
    setZoomedOut(zoom < FAR);
  }, []);
  const onMove = useCallback(
    (zoom: number, isByHand: boolean) => {
      if (isByHand || end.current === null) land(zoom);
    },
    [land],
  );
  const moveTo = useCallback(
    (view: Viewport) =>
      new Promise<void>((resolve) => {
        end.current?.();
        end.current = resolve;
        // While it moves over a flow of a thousand groups, no step on the way may draw them all one by one.
        flushSync(() => {
          setMoving(true);
          setZoomedOut(view.zoom < FAR || flow.getZoom() < FAR);
        });
        void flow.setViewport(view, { duration: duration() }).then(() => {
          if (end.current === resolve) land(view.zoom);
        });
      }),
    [flow, land],
  );
  const drawn = useRef<readonly Placed[]>([]);
  const aside = useRef(0);
  aside.current = hasAside ? ASIDE : 0;
  const motion = useMemo(
    () => ({ isZoomedOut, isMoving, onMove, moveTo, drawn, aside }),
    [isZoomedOut, isMoving, onMove, moveTo],
  );
  return <MotionContext value={motion}>{children}</MotionContext>;
};
