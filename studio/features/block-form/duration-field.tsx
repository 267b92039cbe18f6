/** Seconds, written in the unit people think in: 90 is "90 seconds", 3600 is "1 hour". */
import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { FieldGroup } from './field-frame.tsx';
import type { FieldProps } from './field-props.ts';
import classes from './fields.module.css';
import { useProblems, useSetting } from './form-context.tsx';

const UNITS = [
  { name: 'seconds', seconds: 1 },
  { name: 'minutes', seconds: 60 },
  { name: 'hours', seconds: 3_600 },
  { name: 'days', seconds: 86_400 },
] as const;
type Unit = (typeof UNITS)[number];

/** The largest unit in which the seconds are a whole number. */
const unitOf = (seconds: number): Unit =>
  UNITS.findLast((unit) => seconds >= unit.seconds && seconds % unit.seconds === 0) ?? UNITS[0];

export const DurationField = ({ field, path }: FieldProps<'duration'>) => {
  const problems = useProblems(path);
  return (
    <FieldGroup field={field} problems={problems}>
      <DurationInput label={field.label} path={path} most={field.most} placeholder="Never" />
    </FieldGroup>
  );
};

/** The two inputs alone; emptied, the setting goes away. */
export const DurationInput = ({
  label,
  path,
  most,
  placeholder,
}: {
  readonly label: string;
  readonly path: string;
  readonly most: number;
  readonly placeholder?: string;
}) => {
  const { value, write, set } = useSetting(path);
  const seconds = typeof value === 'number' ? value : null;
  const [chosen, setChosen] = useState<Unit>(seconds === null ? UNITS[1] : unitOf(seconds));
  // What was set elsewhere may not be whole in the unit chosen here.
  const unit = seconds === null || seconds % chosen.seconds === 0 ? chosen : unitOf(seconds);
  return (
    <div className={classes.pair}>
      <TextInput
        aria-label={label}
        inputMode="numeric"
        value={seconds === null ? '' : String(seconds / unit.seconds)}
        placeholder={placeholder}
        autoComplete="off"
        onChange={(event) => {
          const typed = event.currentTarget.value.trim();
          if (typed === '') write(undefined);
          else if (/^\d{1,9}$/.test(typed)) write(Number(typed) * unit.seconds);
        }}
      />
      <NativeSelect
        aria-label={`${label}: unit`}
        data={UNITS.filter((each) => each.seconds <= most).map((each) => each.name)}
        value={unit.name}
        onChange={(event) => {
          const next = UNITS.find((each) => each.name === event.currentTarget.value) ?? unit;
          setChosen(next);
          if (seconds !== null) set((seconds / unit.seconds) * next.seconds);
        }}
      />
    </div>
  );
};
