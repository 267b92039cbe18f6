/** A part that most do without: its title opens it; once opened, it stays open. */
import { Collapse, UnstyledButton } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { type ReactNode, useId, useState } from 'react';
import classes from './folded-away.module.css';

export const FoldedAway = ({
  title,
  opens,
  children,
}: {
  readonly title: string;
  /** Open from the start, and whenever there comes to be something to see. */
  readonly opens: boolean;
  readonly children: ReactNode;
}) => {
  const [isOpen, setIsOpen] = useState(opens);
  const [opened, setOpened] = useState(opens);
  const id = useId();
  // What one is emptying must not fold away under one's hands, so it only ever opens by itself.
  if (opens !== opened) {
    setOpened(opens);
    if (opens) setIsOpen(true);
  }
  return (
    <div className={classes.fold}>
      <UnstyledButton
        className={classes.title}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setIsOpen(!isOpen)}
      >
        <IconChevronRight className={classes.sign} size={16} stroke={1.75} aria-hidden />
        {title}
      </UnstyledButton>
      <Collapse expanded={isOpen} id={id}>
        <div className={classes.inside}>{children}</div>
      </Collapse>
    </div>
  );
};
