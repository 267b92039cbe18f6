/** The frame of every page before signing in: the mark, what this page is for, and its form. */
import { Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { Mark } from '../../ui/mark.tsx';
import classes from './door.module.css';

export const Door = ({
  title,
  lead,
  children,
}: {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly children?: ReactNode;
}) => {
  useDocumentTitle(`${title} · Sluice`);
  return (
    <main className={classes.door}>
      <div className={classes.inner}>
        <p className={classes.brand}>
          <Mark size={32} />
          Sluice
        </p>
        <div className={`card ${classes.card}`}>
          <Title order={1} tabIndex={-1}>
            {title}
          </Title>
          {lead !== undefined && <p className="muted">{lead}</p>}
          {children}
        </div>
      </div>
    </main>
  );
};
