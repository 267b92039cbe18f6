/** The studio's own canvas on the measured page. */
import type { FlowDocument } from '@sluice/core/flow/document';
import { useEffect, useMemo } from 'react';
import { boundsOf, viewOf } from '../../studio/canvas/bounds.ts';
import { CanvasProvider, useMotion } from '../../studio/canvas/canvas-provider.tsx';
import { FlowCanvas } from '../../studio/canvas/flow-canvas.tsx';
import { placedOf } from '../../studio/canvas/use-canvas-view.ts';
import { type Hands, MIDDLE, painted } from './stage.ts';

type Props = {
  readonly document: FlowDocument;
  readonly heights: ReadonlyMap<string, number>;
  readonly ready: (hands: Hands) => void;
};

export const OwnCanvas = (props: Props) => (
  <CanvasProvider>
    <FlowCanvas document={props.document} editable />
    <Ready {...props} />
  </CanvasProvider>
);

const Ready = ({ document, heights, ready }: Props) => {
  const groups = useMemo(
    () => document.groups.map((group) => placedOf(group, heights.get(group.id))),
    [document, heights],
  );
  const { moveTo } = useMotion();
  useEffect(() => {
    ready({
      approach: () => moveTo(MIDDLE),
      fitAll: async () => {
        await moveTo(viewOf(boundsOf(groups), { width: window.innerWidth, height: window.innerHeight }));
        await painted();
      },
    });
  }, [ready, groups, moveTo]);
  return null;
};
