/** Keys as they look on a keyboard. */
import classes from './keys.module.css';

export const Keys = ({ keys }: { readonly keys: readonly string[] }) => (
  <span className={classes.keys}>
    {keys.map((key) => (
      <kbd key={key} className={classes.key}>
        {key}
      </kbd>
    ))}
  </span>
);
