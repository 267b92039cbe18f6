/** What the server said against it: each problem's sentence and what to do next, announced to screen readers. */
import type { Problem } from '@sluice/core/problem';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './notice.module.css';

export const Notice = ({
  problems,
  action,
}: {
  readonly problems: readonly Problem[];
  readonly action?: ReactNode;
}) =>
  problems.length === 0 ? null : (
    <div className={classes.notice} role="alert">
      <IconAlertTriangle size={18} stroke={1.75} aria-hidden />
      <div className={classes.words}>
        {problems.map(({ code, at, says, hint }) => (
          <p key={`${code} ${at}`}>
            <b>{says}</b> {hint}
          </p>
        ))}
      </div>
      {action}
    </div>
  );
