/** Fields whose setting can be of several types: seconds or an expression; a text, a number, yes or no, nothing. */
import { NativeSelect, SegmentedControl, TextInput } from '@mantine/core';
import { DurationInput } from './duration-field.tsx';
import { ExpressionInput } from './expression-field.tsx';
import { FieldGroup } from './field-frame.tsx';
import type { FieldProps } from './field-props.ts';
import classes from './fields.module.css';
import { useForm, useProblems, useSetting } from './form-context.tsx';
import { useTyped } from './plain-fields.tsx';
import { LineInput } from './template-line.tsx';

export const AmountField = ({ field, path }: FieldProps<'amount'>) => {
  const { value, write, set } = useSetting(path);
  const { isReadOnly } = useForm();
  const problems = useProblems(path);
  const isExpression = typeof value === 'string';
  return (
    <FieldGroup field={field} problems={problems}>
      <div className={classes.stack}>
        <SegmentedControl
          aria-label={`${field.label}: given as`}
          fullWidth
          disabled={isReadOnly}
          data={[
            { value: 'number', label: 'A time' },
            { value: 'expression', label: 'An expression' },
          ]}
          value={isExpression ? 'expression' : 'number'}
          onChange={(kind) => set(kind === 'number' ? Number(value) || 1 : String(value ?? 1))}
        />
        {isExpression ? (
          <ExpressionInput aria-label={field.label} value={value} write={write} placeholder="minutes * 60" />
        ) : (
          <DurationInput label={field.label} path={path} most={field.most} />
        )}
      </div>
    </FieldGroup>
  );
};

const VALUE_KINDS = [
  { value: 'text', label: 'a text' },
  { value: 'number', label: 'a number' },
  { value: 'yes', label: 'yes' },
  { value: 'no', label: 'no' },
  { value: 'nothing', label: 'nothing: taken away' },
] as const;
type ValueKind = (typeof VALUE_KINDS)[number]['value'];

const kindOf = (value: unknown): ValueKind => {
  if (value === null) return 'nothing';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'number' ? 'number' : 'text';
};

const freshOf = (kind: ValueKind, before: unknown): unknown => {
  switch (kind) {
    case 'text':
      return typeof before === 'number' ? String(before) : '';
    case 'number':
      return Number(before) || 0;
    case 'nothing':
      return null;
    default:
      return kind === 'yes';
  }
};

export const ValueField = ({ field, path }: FieldProps<'value'>) => {
  const { value, write, set } = useSetting(path);
  const problems = useProblems(path);
  const kind = kindOf(value);
  return (
    <FieldGroup field={field} problems={problems}>
      <div className={classes.stack}>
        <NativeSelect
          aria-label={`${field.label}: kind of value`}
          data={[...VALUE_KINDS]}
          value={kind}
          onChange={(event) => {
            const next = VALUE_KINDS.find((each) => each.value === event.currentTarget.value);
            if (next) set(freshOf(next.value, value));
          }}
        />
        {kind === 'text' && (
          <LineInput
            aria-label={field.label}
            placeholder="{{plan}}"
            value={typeof value === 'string' ? value : ''}
            write={write}
          />
        )}
        {kind === 'number' && typeof value === 'number' && (
          <NumberInput label={field.label} value={value} write={write} />
        )}
      </div>
    </FieldGroup>
  );
};

/** A number that is never empty: what is no number yet stays on the person's side. */
export const NumberInput = ({
  label,
  value,
  write,
  unit,
}: {
  readonly label: string;
  readonly value: number;
  readonly write: (value: number) => void;
  readonly unit?: string;
}) => {
  const [typed, setTyped] = useTyped(String(value));
  return (
    <TextInput
      aria-label={label}
      inputMode="decimal"
      autoComplete="off"
      value={typed}
      onChange={(event) => {
        const text = event.currentTarget.value.replace(',', '.');
        setTyped(text);
        if (text.trim() !== '' && Number.isFinite(Number(text))) write(Number(text));
      }}
      onBlur={() => setTyped(String(value))}
      rightSection={unit === undefined ? undefined : <span className="muted small">{unit}</span>}
      rightSectionPointerEvents="none"
    />
  );
};
