/** The ground of dots under a flow. A layer of its own that only slides: moving the view paints nothing of it anew. */
import { useStore } from '@xyflow/react';
import classes from './ground.module.css';

const GAP = 24;
/** Closer together, dots are noise: from far away only every second, fourth … is drawn. */
const LEAST_GAP = 16;

export const gapAt = (zoom: number): number => {
  let gap = GAP * zoom;
  while (gap < LEAST_GAP) gap *= 2;
  return gap;
};

/** Where the first dot is so that one of them lies on the flow's own zero. */
const slidBy = (offset: number, gap: number): number => (((offset - gap / 2) % gap) + gap) % gap;

export const Ground = () => {
  const x = useStore((state) => state.transform[0]);
  const y = useStore((state) => state.transform[1]);
  const gap = gapAt(useStore((state) => state.transform[2]));
  return (
    <div
      className={classes.ground}
      style={{
        // One gap larger than the window on the left and above, so that it can slide by up to one.
        inset: `${-gap}px 0 0 ${-gap}px`,
        backgroundSize: `${gap}px ${gap}px`,
        transform: `translate(${slidBy(x, gap)}px, ${slidBy(y, gap)}px)`,
      }}
      aria-hidden="true"
    />
  );
};
