/** The last line of a dialog: the way back, then what it does. */
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './dialog-foot.module.css';

export const DialogFoot = ({
  close,
  children,
}: {
  readonly close: () => void;
  readonly children: ReactNode;
}) => (
  <div className={classes.foot}>
    <Button onClick={close}>Cancel</Button>
    {children}
  </div>
);
