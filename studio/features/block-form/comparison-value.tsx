/** What a comparison compares with, as its operator takes it: a text with `{{…}}`, several, a span of time, yes or no. */
import { NativeSelect, TagsInput } from '@mantine/core';
import { UNITS, valueKindOf } from '@sluice/core/audience/rule-value';
import { isScalar, textOf } from '@sluice/core/audience/scalar';
import { isObject, own } from '@sluice/core/json';
import type { Problem } from '@sluice/core/problem';
import type { Compared } from './comparison.ts';
import { FieldProblems } from './field-frame.tsx';
import classes from './fields.module.css';
import { useForm } from './form-context.tsx';
import { NumberInput } from './mixed-fields.tsx';
import { LineInput } from './template-line.tsx';

type Props = {
  readonly compared: Compared;
  readonly problems: readonly Problem[];
  /** For typing. */
  write(right: unknown): void;
  set(right: unknown): void;
};

const LABEL = 'Compared with';

export const ComparisonValue = (props: Props) => {
  const { flow } = useForm();
  const { op, left, right } = props.compared;
  switch (valueKindOf(op)) {
    case 'none':
      return null;
    case 'list':
      return <SeveralValues {...props} />;
    case 'duration':
      return <SpanValue {...props} />;
    default: {
      const type = flow.variables.find(({ name }) => name === left)?.type;
      const isYesOrNo = type === 'boolean' && (typeof right === 'boolean' || right === '');
      return isYesOrNo ? <YesOrNo {...props} /> : <LineValue {...props} />;
    }
  }
};

const errorOf = (problems: readonly Problem[]) =>
  problems.length > 0 && <FieldProblems problems={problems} />;

const LineValue = ({ compared: { right, op }, problems, write }: Props) => (
  <LineInput
    aria-label={LABEL}
    value={isScalar(right) ? textOf(right) : ''}
    write={write}
    placeholder={valueKindOf(op) === 'order' ? 'A number or a date' : 'A value'}
    error={errorOf(problems)}
  />
);

const SeveralValues = ({ compared: { right }, problems, set }: Props) => {
  const values = Array.isArray(right) ? right.filter(isScalar) : [];
  return (
    <TagsInput
      aria-label={LABEL}
      value={values.map(textOf)}
      // What was a number stays one.
      onChange={(texts) => set(texts.map((text) => values.find((each) => textOf(each) === text) ?? text))}
      placeholder={values.length === 0 ? 'Enter adds a value' : ''}
      error={errorOf(problems)}
    />
  );
};

const SpanValue = ({ compared: { right }, problems, write, set }: Props) => {
  // Also while the number is not one that counts.
  const given = isObject(right) ? right : {};
  const n = own(given, 'n');
  const unit = own(given, 'unit');
  const span = { n: typeof n === 'number' ? n : 7, unit: typeof unit === 'string' ? unit : 'days' };
  return (
    <div>
      <div className={classes.pair}>
        <NumberInput label={LABEL} value={span.n} write={(next) => write({ ...span, n: next })} />
        <NativeSelect
          aria-label={`${LABEL}: unit`}
          data={Object.keys(UNITS)}
          value={span.unit}
          onChange={(event) => set({ ...span, unit: event.currentTarget.value })}
        />
      </div>
      <FieldProblems problems={problems} />
    </div>
  );
};

const YesOrNo = ({ compared: { right }, problems, set }: Props) => (
  <NativeSelect
    aria-label={LABEL}
    data={[
      ...(right === '' ? [{ value: '', label: 'Yes or no?' }] : []),
      { value: 'true', label: 'yes' },
      { value: 'false', label: 'no' },
    ]}
    value={String(right)}
    onChange={(event) => set(event.currentTarget.value === 'true')}
    error={errorOf(problems)}
  />
);
