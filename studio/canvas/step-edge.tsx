/** Edges with rounded right angles, and the short one from the start down to its group. */
import { BaseEdge, type Edge, type EdgeProps, getSmoothStepPath } from '@xyflow/react';
import { memo } from 'react';
import { turnAt } from './lanes.ts';
import classes from './step-edge.module.css';

export const ARROW = 'sluice-arrow';

/** The arrow at the end of every edge; once on the page. */
export const ArrowMarker = () => (
  <svg className={classes.defs} aria-hidden="true">
    <defs>
      <marker
        id={ARROW}
        viewBox="0 0 10 10"
        refX="8"
        refY="5"
        markerWidth="10"
        markerHeight="10"
        markerUnits="userSpaceOnUse"
        orient="auto"
      >
        <path
          d="M1.5 1 8 5l-6.5 4"
          fill="none"
          stroke="var(--edge)"
          strokeWidth="2"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </marker>
    </defs>
  </svg>
);

export type StepData = { readonly lane: number };
type Step = Edge<StepData, 'step'>;

export const StepEdge = memo(
  ({
    id,
    sourceX,
    sourceY,
    targetX,
    targetY,
    sourcePosition,
    targetPosition,
    selected,
    data,
  }: EdgeProps<Step>) => {
    const [path] = getSmoothStepPath({
      sourceX,
      sourceY,
      targetX: targetX - 2,
      targetY,
      sourcePosition,
      targetPosition,
      borderRadius: 10,
      offset: 16,
      centerX: turnAt(data?.lane ?? 0, sourceX, targetX),
    });
    return (
      <BaseEdge
        id={id}
        path={path}
        markerEnd={`url(#${ARROW})`}
        interactionWidth={16}
        className={selected ? (classes.selected ?? '') : (classes.edge ?? '')}
      />
    );
  },
);

export const StartEdge = memo(({ sourceX, sourceY, targetY }: EdgeProps) => (
  // The group's own arrival is at the middle of its header; this one comes from above.
  <path className={classes.edge} d={`M${sourceX} ${sourceY}V${targetY - 18}`} fill="none" />
));
