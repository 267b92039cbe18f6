/** One comparison of a condition: what, how, with what; and whether case and outer spaces count. */
import { ActionIcon, NativeSelect, Tooltip } from '@mantine/core';
import { OPERATOR_WORDS } from '@sluice/core/audience/operator-words';
import { isOperator, OPERATORS } from '@sluice/core/audience/rule-value';
import { IconLetterCase } from '@tabler/icons-react';
import { type Compared, comparedIn, kept, mindsCase, rightFor } from './comparison.ts';
import { ComparisonValue } from './comparison-value.tsx';
import classes from './condition-field.module.css';
import { FieldProblems } from './field-frame.tsx';
import { useForm, useProblems, useSetting } from './form-context.tsx';
import { SubjectField } from './subject-field.tsx';

export const ComparisonField = ({ path }: { readonly path: string }) => {
  const { value, set } = useSetting(path);
  const right = useSetting(`${path}.right`);
  const { isReadOnly } = useForm();
  const leftProblems = useProblems(`${path}.left`);
  const opProblems = useProblems(`${path}.op`);
  const rightProblems = useProblems(`${path}.right`, true);
  const compared = comparedIn(value);
  const { left, op, exact } = compared;
  const change = (part: Partial<Compared>) => set(kept({ ...compared, ...part }));
  return (
    <div className={classes.comparison}>
      {/* Nobody has to be told that a new one still lacks what it is about. */}
      <SubjectField
        value={left}
        problems={left === '' ? [] : leftProblems}
        set={(next) => change({ left: next })}
      />
      <div className={classes.operator}>
        <NativeSelect
          aria-label="How it is compared"
          data={[
            ...OPERATORS.map((each) => ({ value: each, label: OPERATOR_WORDS[each] })),
            ...(isOperator(op) ? [] : [{ value: op, label: op }]),
          ]}
          value={op}
          onChange={(event) => {
            const next = event.currentTarget.value;
            change({
              op: next,
              right: rightFor(next, compared.right),
              exact: exact && mindsCase(next),
            });
          }}
          error={opProblems.length > 0 && <FieldProblems problems={opProblems} />}
        />
        {(exact || (mindsCase(op) && !isReadOnly)) && (
          <Tooltip label="Capital letters and outer spaces count" openDelay={400}>
            <ActionIcon
              size={28}
              className={classes.case ?? ''}
              variant={exact ? 'light' : 'subtle'}
              aria-label="Capital letters and outer spaces count"
              aria-pressed={exact}
              onClick={() => change({ exact: !exact })}
            >
              <IconLetterCase size={16} stroke={1.75} />
            </ActionIcon>
          </Tooltip>
        )}
      </div>
      <ComparisonValue
        compared={compared}
        problems={left === '' ? [] : rightProblems}
        write={right.write}
        set={right.set}
      />
    </div>
  );
};
