/** The studio's own canvas on the measured page. */
import type { FlowDocument } from '@sluice/core/flow/document';
import { useEffect } from 'react';
import { boundsOf, viewOf } from '../../studio/canvas/bounds.ts';
import { CanvasProvider, useMotion } from '../../studio/canvas/canvas-provider.tsx';
import { FlowCanvas } from '../../studio/canvas/flow-canvas.tsx';
import { type Hands, MIDDLE, painted } from './stage.ts';

type Props = {
  readonly document: FlowDocument;
  readonly ready: (hands: Hands) => void;
};

export const OwnCanvas = (props: Props) => (
  <CanvasProvider>
    <FlowCanvas document={props.document} editable />
    <Ready ready={props.ready} />
  </CanvasProvider>
);

const Ready = ({ ready }: Pick<Props, 'ready'>) => {
  const { moveTo, drawn } = useMotion();
  useEffect(() => {
    ready({
      approach: () => moveTo(MIDDLE),
      fitAll: async () => {
        const size = { width: window.innerWidth, height: window.innerHeight, aside: 0 };
        await moveTo(viewOf(boundsOf(drawn.current), size));
        await painted();
      },
    });
  }, [ready, moveTo, drawn]);
  return null;
};
