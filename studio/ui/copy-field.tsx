/** A text to take along: shown whole, copied with one press. */
import { Button, CopyButton, TextInput } from '@mantine/core';
import classes from './copy-field.module.css';

export const CopyField = ({ label, value }: { readonly label: string; readonly value: string }) => (
  <div className={classes.field}>
    <TextInput
      className={classes.text ?? ''}
      label={label}
      value={value}
      readOnly
      onFocus={(event) => event.currentTarget.select()}
    />
    <CopyButton value={value}>
      {({ copied, copy }) => <Button onClick={copy}>{copied ? 'Copied' : 'Copy'}</Button>}
    </CopyButton>
  </div>
);
