/** A version as the team calls it; "draft" with a dashed border where nothing was published yet. */
import classes from './version-chip.module.css';

export const VersionChip = ({
  number,
  label,
}: {
  readonly number: number | null;
  readonly label: string | null;
}) =>
  number === null ? (
    <span className={`mono ${classes.chip} ${classes.draft}`}>draft</span>
  ) : (
    <span className={`mono ${classes.chip}`} title={`Version ${number}`}>
      {label ?? `v${number}`}
    </span>
  );
