/** Branches with percentages: a bar of the shares, one line each, and their sum, which must be 100. */
import { ActionIcon, Button } from '@mantine/core';
import { isObject, own } from '@sluice/core/json';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { FieldGroup } from './field-frame.tsx';
import type { FieldProps } from './field-props.ts';
import { useForm, useProblems, useSetting } from './form-context.tsx';
import { NumberInput } from './mixed-fields.tsx';
import { evenShares } from './shares.ts';
import classes from './shares-field.module.css';

type Share = { readonly id: string; readonly percent: number };

const shareOf = (value: unknown): Share => {
  const id = isObject(value) ? own(value, 'id') : '';
  const percent = isObject(value) ? own(value, 'percent') : 0;
  return { id: typeof id === 'string' ? id : '', percent: typeof percent === 'number' ? percent : 0 };
};

/** "A", "B", … "Z", "27". */
export const letterOf = (index: number): string =>
  index < 26 ? String.fromCharCode(65 + index) : String(index + 1);

export const SharesField = ({ field, path }: FieldProps<'shares'>) => {
  const { value, set, write } = useSetting(path);
  const { newId, isReadOnly } = useForm();
  const problems = useProblems(path, true);
  const shares = Array.isArray(value) ? value.map(shareOf) : [];
  const hundredths = shares.reduce((sum, { percent }) => sum + Math.round(percent * 100), 0);
  return (
    <FieldGroup field={field} problems={problems}>
      <div className={classes.bar} aria-hidden>
        {shares.map(({ id, percent }, index) => (
          <span key={id} style={{ flexGrow: Math.max(0, percent) }} data-odd={index % 2 === 1 || undefined} />
        ))}
      </div>
      <ul className={classes.shares}>
        {shares.map(({ id, percent }, index) => (
          <li key={id} className={classes.share}>
            <span className={classes.letter}>{letterOf(index)}</span>
            <NumberInput
              label={`Percent of branch ${letterOf(index)}`}
              unit="%"
              value={percent}
              write={(next) => write(shares.map((each, at) => (at === index ? { id, percent: next } : each)))}
            />
            {!isReadOnly && (
              <ActionIcon
                aria-label={`Remove branch ${letterOf(index)}`}
                disabled={shares.length <= field.least}
                onClick={() => set(shares.toSpliced(index, 1))}
              >
                <IconTrash size={16} stroke={1.75} />
              </ActionIcon>
            )}
          </li>
        ))}
      </ul>
      <div className={classes.foot}>
        {!isReadOnly && (
          <>
            <Button
              size="compact-sm"
              variant="subtle"
              color="link"
              leftSection={<IconPlus size={14} stroke={1.75} />}
              disabled={shares.length >= field.most}
              onClick={() =>
                set([...shares, { id: newId(), percent: Math.max(0, 10_000 - hundredths) / 100 }])
              }
            >
              Add a branch
            </Button>
            <Button
              size="compact-sm"
              variant="subtle"
              color="link"
              onClick={() =>
                set(shares.map(({ id }, index) => ({ id, percent: evenShares(shares.length)[index] ?? 0 })))
              }
            >
              Share evenly
            </Button>
          </>
        )}
        <span className={classes.sum} data-full={hundredths === 10_000 || undefined}>
          {hundredths / 100}%
        </span>
      </div>
    </FieldGroup>
  );
};
