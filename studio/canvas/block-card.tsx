/** One block on its group's card: family, face, and the marks over it. */
import type { Family } from '@sluice/core/interpreter/block';
import { IconAlertTriangle, IconMessageCircle } from '@tabler/icons-react';
import { createContext, type DragEvent, memo, useContext } from 'react';
import type { BlockGeometry } from '../editor/geometry.ts';
import classes from './block-card.module.css';
import { Row } from './face-row.tsx';
import { FamilyIcon } from './family-icon.tsx';
import type { OwnMarks } from './marks.ts';

/** Begins the drag of a block; null where blocks stay where they are. */
export const BlockDragContext = createContext<((event: DragEvent, block: string) => void) | null>(null);

export type BlockCardProps = {
  readonly placed: BlockGeometry;
  readonly family: Family;
  /** "Message", for whoever cannot see the shape. */
  readonly title: string;
  readonly marks: OwnMarks;
  readonly isSelected: boolean;
};

export const BlockCard = memo(({ placed, family, title, marks, isSelected }: BlockCardProps) => {
  const drag = useContext(BlockDragContext);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it is chosen, dragged and opened by the canvas around it, which hears its keys
    <div
      className={drag ? `nodrag ${classes.block}` : classes.block}
      draggable={drag !== null}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: as above
      tabIndex={0}
      onDragStart={(event) => drag?.(event, placed.block.id)}
      data-family={family}
      data-block={placed.block.id}
      data-selected={isSelected || undefined}
      data-standing={marks.standing || undefined}
      data-coverage={marks.coverage ?? undefined}
      data-change={marks.change ?? undefined}
      style={{ height: placed.height }}
    >
      <FamilyIcon family={family} />
      <div className={classes.face}>
        <span className={classes.unseen}>{title}: </span>
        {placed.rows.map((row) => (
          <Row key={row.top} placed={row} />
        ))}
      </div>
      {marks.problems > 0 && (
        <span className={classes.problem} title={`${marks.problems} to mend`}>
          <IconAlertTriangle size={14} stroke={1.75} aria-label={`${marks.problems} to mend`} />
        </span>
      )}
      {marks.comments > 0 && (
        <span className={classes.comment}>
          <IconMessageCircle size={14} stroke={1.75} aria-label="Comments" />
          {marks.comments}
        </span>
      )}
    </div>
  );
});
