/** Where every conversation begins. */
import { IconFlagFilled } from '@tabler/icons-react';
import { Handle, Position } from '@xyflow/react';
import { START } from './drawing.ts';
import classes from './start-card.module.css';

export const StartCard = () => (
  <div className={classes.start}>
    <IconFlagFilled size={14} aria-hidden />
    Start
    <Handle
      type="source"
      id={START}
      position={Position.Bottom}
      className={classes.handle ?? ''}
      isConnectable={false}
    />
  </div>
);
