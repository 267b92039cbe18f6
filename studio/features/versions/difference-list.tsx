/** The differences as a list: what, then each field with before and after; choosing one leads to it on the canvas. */
import { Badge } from '@mantine/core';
import type { Difference } from './difference.ts';
import classes from './difference-list.module.css';

const WORDS = { added: 'Added', removed: 'Removed', changed: 'Changed' } as const;
const TONES = { added: 'action', removed: 'danger', changed: 'gate' } as const;

export const DifferenceList = ({
  differences,
  onSelect,
}: {
  readonly differences: readonly Difference[];
  /** Left out where there is no canvas beside the list. */
  readonly onSelect?: (difference: Difference) => void;
}) => (
  <ul className={classes.list}>
    {differences.map((difference) => (
      <li key={difference.key} className={classes.item}>
        <div className="row">
          <Badge variant="light" color={TONES[difference.change]} className={classes.badge ?? ''}>
            {WORDS[difference.change]}
          </Badge>
          {onSelect && difference.group !== null ? (
            <button type="button" className={classes.what} onClick={() => onSelect(difference)}>
              {difference.what}
            </button>
          ) : (
            <span className={classes.what}>{difference.what}</span>
          )}
        </div>
        {difference.fields.map(({ label, before, after }) => (
          <dl key={label} className={classes.field}>
            <dt>{label}</dt>
            <dd>
              <del>{before}</del> <ins>{after}</ins>
            </dd>
          </dl>
        ))}
      </li>
    ))}
  </ul>
);
