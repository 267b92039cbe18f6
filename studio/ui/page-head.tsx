/** A page's title, also the window's, with what one can do there on the right. */
import { Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import type { ReactNode } from 'react';
import classes from './page-head.module.css';

export const PageHead = ({ title, children }: { readonly title: string; readonly children?: ReactNode }) => {
  useDocumentTitle(`${title} · Sluice`);
  return (
    <header className={classes.head}>
      <Title order={1}>{title}</Title>
      {children !== undefined && <div className={classes.actions}>{children}</div>}
    </header>
  );
};
