/** What stands around every field: its label, its help, and what is wrong with it. */
import { severityOf } from '@sluice/core/flow/problem-kinds';
import type { Field } from '@sluice/core/form/form';
import type { Problem } from '@sluice/core/problem';
import { IconAlertCircle, IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './field-frame.module.css';

/** Says problems one under the other; warnings look calmer than what stops publishing. */
export const FieldProblems = ({ problems }: { readonly problems: readonly Problem[] }) =>
  problems.map((problem) => {
    const isError = severityOf(problem) === 'error';
    const Icon = isError ? IconAlertCircle : IconAlertTriangle;
    return (
      <span
        key={`${problem.code} ${problem.at} ${problem.says}`}
        className={classes.problem}
        data-severity={isError ? 'error' : 'warning'}
      >
        <Icon size={14} stroke={1.75} aria-hidden />
        <span>
          {problem.says} {problem.hint}
        </span>
      </span>
    );
  });

const ORDER: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error'];

/** The props by which Mantine's inputs show label, help and problems, and tie them together for screen readers. */
export const framed = (field: Pick<Field, 'label' | 'help'>, problems: readonly Problem[]) => {
  const isWrong = problems.some((problem) => severityOf(problem) === 'error');
  const said = problems.length === 0 ? undefined : <FieldProblems problems={problems} />;
  const calm =
    isWrong || said === undefined ? (
      field.help
    ) : (
      <>
        {field.help} {said}
      </>
    );
  return {
    label: field.label,
    description: calm,
    error: isWrong ? said : undefined,
    inputWrapperOrder: ORDER,
  };
};

/** A frame for what is not one input but several: a fieldset with a legend. */
export const FieldGroup = ({
  field,
  problems = [],
  hidesLabel = false,
  children,
}: {
  readonly field: Pick<Field, 'label' | 'help'>;
  readonly problems?: readonly Problem[];
  readonly hidesLabel?: boolean;
  readonly children: ReactNode;
}) => (
  <fieldset className={classes.group}>
    <legend className={hidesLabel ? classes.unseen : classes.legend}>{field.label}</legend>
    {children}
    {field.help !== undefined && <p className={classes.help}>{field.help}</p>}
    {problems.length > 0 && (
      <p className={classes.problems} role="status">
        <FieldProblems problems={problems} />
      </p>
    )}
  </fieldset>
);
