/** A form that is sent by Enter or its button, without leaving the page; its fields stand under each other. */
import type { FormEvent, ReactNode } from 'react';
import classes from './form.module.css';

export const Form = ({
  onSubmit,
  label,
  children,
}: {
  readonly onSubmit: () => void;
  readonly label?: string;
  readonly children: ReactNode;
}) => (
  <form
    className={classes.form}
    aria-label={label}
    // Our own sentences, not the browser's bubbles; what is missing is said by the server or by the button.
    noValidate
    onSubmit={(event: FormEvent) => {
      event.preventDefault();
      // A dialog stands in the page of its opener, to React also in its form.
      event.stopPropagation();
      onSubmit();
    }}
  >
    {children}
  </form>
);
