/** One section of the settings: what it is about, and its fields or its list. */
import type { ReactNode } from 'react';
import classes from './section.module.css';

export const Section = ({
  id,
  title,
  lead,
  children,
}: {
  readonly id: string;
  readonly title: string;
  readonly lead?: string;
  readonly children: ReactNode;
}) => (
  <section id={id} aria-labelledby={`${id}-title`} className={classes.section}>
    <h2 id={`${id}-title`} className={classes.title}>
      {title}
    </h2>
    {lead !== undefined && <p className="muted">{lead}</p>}
    {children}
  </section>
);

/** Rows with a hairline between; each row's last child stands on the right. */
export const Rows = ({ children }: { readonly children: ReactNode }) => (
  <ul className={classes.rows}>{children}</ul>
);

export const Row = ({
  title,
  behind,
  children,
}: {
  readonly title: ReactNode;
  readonly behind: ReactNode;
  readonly children?: ReactNode;
}) => (
  <li className={classes.row}>
    <div className={classes.words}>
      <b>{title}</b>
      <p className="muted small">{behind}</p>
    </div>
    <div className="row">{children}</div>
  </li>
);
