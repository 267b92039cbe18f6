/** Bottom left: add a block, zoom, see all of it, tidy it up, the map. */
import { ActionIcon, Tooltip } from '@mantine/core';
import {
  IconLayoutDistributeHorizontal,
  IconMap,
  IconMinus,
  IconPlus,
  IconSquarePlus,
  IconViewportWide,
} from '@tabler/icons-react';
import { useStore } from '@xyflow/react';
import type { ReactNode } from 'react';
import type { CanvasView } from '../../../canvas/use-canvas-view.ts';
import classes from './zoom-bar.module.css';

const icon = { size: 18, stroke: 1.75 } as const;

export const ZoomBar = ({
  view,
  hasMap,
  onMap,
  onAdd,
  onTidy,
}: {
  readonly view: CanvasView;
  readonly hasMap: boolean;
  readonly onMap: () => void;
  /** null where nothing may be changed. */
  readonly onAdd: (() => void) | null;
  readonly onTidy: (() => void) | null;
}) => {
  const zoom = useStore((state) => Math.round(state.transform[2] * 100));
  return (
    <div className={`floating ${classes.bar}`} role="toolbar" aria-label="View">
      {onAdd && (
        <>
          <Tool label="Add a block (/)" onClick={onAdd}>
            <IconSquarePlus {...icon} />
          </Tool>
          <span className={classes.line} />
        </>
      )}
      <Tool label="Zoom out" onClick={view.zoomOut}>
        <IconMinus {...icon} />
      </Tool>
      <span className={classes.zoom}>{zoom}%</span>
      <Tool label="Zoom in" onClick={view.zoomIn}>
        <IconPlus {...icon} />
      </Tool>
      <span className={classes.line} />
      <Tool label="See all of it (1)" onClick={view.fitAll}>
        <IconViewportWide {...icon} />
      </Tool>
      {onTidy && (
        <Tool label="Tidy up (L)" onClick={onTidy}>
          <IconLayoutDistributeHorizontal {...icon} />
        </Tool>
      )}
      <Tool label={hasMap ? 'Hide the map' : 'Show the map'} onClick={onMap}>
        <IconMap {...icon} />
      </Tool>
    </div>
  );
};

const Tool = ({
  label,
  onClick,
  children,
}: {
  readonly label: string;
  readonly onClick: () => void;
  readonly children: ReactNode;
}) => (
  <Tooltip label={label}>
    <ActionIcon aria-label={label} onClick={onClick}>
      {children}
    </ActionIcon>
  </Tooltip>
);
