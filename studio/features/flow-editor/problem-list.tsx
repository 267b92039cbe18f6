/** Everything there is to mend; choosing one leads to its place. */
import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import classes from './problem-list.module.css';
import type { FoundProblem } from './use-problems.ts';

export const ProblemList = ({
  problems,
  onSelect,
  close,
}: {
  readonly problems: readonly FoundProblem[];
  readonly onSelect: (problem: FoundProblem) => void;
  readonly close: () => void;
}) => (
  <aside className={classes.panel} aria-label="Problems">
    <header className={classes.head}>
      <h2>Problems</h2>
      <ActionIcon className="push" aria-label="Close the problems" onClick={close}>
        <IconX size={18} stroke={1.75} />
      </ActionIcon>
    </header>
    {problems.length === 0 && (
      <p className={`muted ${classes.none}`}>Nothing to mend. It can be published.</p>
    )}
    <ul className={classes.list}>
      {problems.map((found) => (
        <li key={`${found.problem.code} ${found.problem.at}`}>
          <button type="button" className={classes.problem} onClick={() => onSelect(found)}>
            <b>{found.problem.says}</b>
            <span className="muted">
              {[found.title, found.problem.hint].filter((part) => part !== '').join(' · ')}
            </span>
            {found.stops && <span className={classes.stops}>Stops publishing</span>}
          </button>
        </li>
      ))}
    </ul>
  </aside>
);
