/** The field for a password that is being chosen, with its one rule beside it. */
import { PasswordInput } from '@mantine/core';
import { PASSWORD_LENGTH } from '@sluice/api/shapes';

export const NewPassword = ({
  label = 'Password',
  value,
  onChange,
  problem,
}: {
  readonly label?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly problem: string | null;
}) => (
  <PasswordInput
    label={label}
    description={`At least ${PASSWORD_LENGTH.least} characters.`}
    autoComplete="new-password"
    value={value}
    error={problem}
    onChange={(event) => onChange(event.currentTarget.value)}
  />
);
