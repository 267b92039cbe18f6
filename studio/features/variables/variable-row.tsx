/** One variable: a line that opens into its form. */
import { UnstyledButton } from '@mantine/core';
import type { Variable } from '@sluice/core/flow/document';
import { IconChevronRight, IconEyeOff } from '@tabler/icons-react';
import { useId } from 'react';
import { placesUsing, type VariableUses } from '../../editor/variable-uses.ts';
import { counted } from '../../ui/plural.ts';
import { VariableForm } from './variable-form.tsx';
import { wordFor } from './variable-types.ts';
import classes from './variables-panel.module.css';
import type { VariablesPanelProps } from './variables-panel.tsx';

export type VariableRowProps = Pick<VariablesPanelProps, 'readOnly' | 'dispatch'> & {
  readonly variable: Variable;
  readonly uses: VariableUses;
  readonly isOpen: boolean;
  toggle(): void;
  renamed(name: string): void;
  readonly onShow: VariablesPanelProps['onShow'] | undefined;
};

export const VariableRow = (props: VariableRowProps) => {
  const { variable, uses, isOpen, toggle } = props;
  const id = useId();
  const count = placesUsing(uses);
  return (
    <>
      <UnstyledButton
        className={classes.row}
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={toggle}
      >
        <IconChevronRight className={classes.sign} size={16} stroke={1.75} aria-hidden />
        <span className={classes.title}>{variable.title?.trim() || variable.name}</span>
        {variable.secret && <IconEyeOff size={16} stroke={1.75} aria-label="Secret" />}
        <span className={classes.note}>
          {wordFor(variable.type)} · {count === 0 ? 'not used' : counted(count, 'place')}
        </span>
      </UnstyledButton>
      {isOpen && (
        <div id={id}>
          <VariableForm {...props} />
        </div>
      )}
    </>
  );
};
