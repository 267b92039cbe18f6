/** Moves the view over a flow: all of it, one group, by steps. Works from far away, too, where no group is an element. */
import { useReactFlow, useStoreApi } from '@xyflow/react';
import { useMemo } from 'react';
import { SIZE } from '../editor/geometry.ts';
import { boundsOf, type Placed, viewOf, zoomedBy } from './bounds.ts';
import { useMotion } from './canvas-provider.tsx';

const STEP = 1.2;
const LEAST_SIDE = 96;
/** The bar above, and the panel beside. */
const TOP = 84;
const SIDE = 392;

export type CanvasView = {
  readonly fitAll: () => void;
  /** As `fitAll`, for groups that are about to stand elsewhere. */
  readonly fit: (groups: readonly Placed[]) => void;
  /** Moves only when the group cannot be seen. */
  readonly reveal: (group: Placed) => void;
  readonly showGroup: (group: Placed) => void;
  readonly zoomIn: () => void;
  readonly zoomOut: () => void;
};

/** Only below a `CanvasProvider`. */
export const useCanvasView = (): CanvasView => {
  const flow = useReactFlow();
  const store = useStoreApi();
  const { moveTo, drawn, aside } = useMotion();
  return useMemo(() => {
    const show = (shown: readonly Placed[]): void => {
      const { width, height } = store.getState();
      void moveTo(viewOf(boundsOf(shown), { width, height, aside: aside.current }));
    };
    const zoomBy = (factor: number): void => {
      const { width, height } = store.getState();
      void moveTo(zoomedBy(flow.getViewport(), factor, { width, height }));
    };
    return {
      fitAll: () => show(drawn.current),
      fit: show,
      reveal: (group) => {
        const { transform, width, height } = store.getState();
        const [x, y, zoom] = transform;
        const [left, top] = [group.position.x * zoom + x, group.position.y * zoom + y];
        if (left < 0 || top < TOP || left > width - SIDE || top > height - TOP) show([group]);
      },
      showGroup: (group) => show([{ ...group, height: Math.max(group.height ?? 0, LEAST_SIDE) }]),
      zoomIn: () => zoomBy(STEP),
      zoomOut: () => zoomBy(1 / STEP),
    };
  }, [flow, store, moveTo, drawn, aside]);
};

/** A group as it stands; without a known height it is as high as an empty one. */
export const placedOf = (group: { readonly position: Placed['position'] }, height?: number): Placed => ({
  position: group.position,
  width: SIZE.group,
  ...(height === undefined ? {} : { height }),
});
