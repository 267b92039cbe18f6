/** Moves the view over a flow: all of it, one group, by steps. Works from far away, too, where no group is an element. */
import { useReactFlow, useStoreApi } from '@xyflow/react';
import { useMemo } from 'react';
import { SIZE } from '../editor/geometry.ts';
import { boundsOf, type Placed, viewOf } from './bounds.ts';
import { useMotion } from './canvas-provider.tsx';

const DURATION = 200;
const LEAST_SIDE = 96;

export type CanvasView = {
  readonly fitAll: () => void;
  readonly showGroup: (group: Placed) => void;
  readonly zoomIn: () => void;
  readonly zoomOut: () => void;
};

/** `groups` are all of the flow; only below a `CanvasProvider`. */
export const useCanvasView = (groups: readonly Placed[]): CanvasView => {
  const flow = useReactFlow();
  const store = useStoreApi();
  const { moveTo } = useMotion();
  return useMemo(() => {
    const show = (shown: readonly Placed[]): void => {
      const { width, height } = store.getState();
      void moveTo(viewOf(boundsOf(shown), { width, height }));
    };
    return {
      fitAll: () => show(groups),
      showGroup: (group) => show([{ ...group, height: Math.max(group.height ?? 0, LEAST_SIDE) }]),
      zoomIn: () => void flow.zoomIn({ duration: DURATION }),
      zoomOut: () => void flow.zoomOut({ duration: DURATION }),
    };
  }, [flow, store, moveTo, groups]);
};

/** A group as it stands; without a known height it is as high as an empty one. */
export const placedOf = (group: { readonly position: Placed['position'] }, height?: number): Placed => ({
  position: group.position,
  width: SIZE.group,
  ...(height === undefined ? {} : { height }),
});
