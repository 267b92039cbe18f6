/** Fields of one native input: a text, a number, a date, a time, a switch, one of a few values. */
import { NativeSelect, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { framed } from './field-frame.tsx';
import type { FieldProps } from './field-props.ts';
import { useProblems, useSetting } from './form-context.tsx';

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';

export const TextField = ({ field, path }: FieldProps<'text'>) => {
  const { value, write } = useSetting(path, field);
  const problems = useProblems(path);
  return (
    <TextInput
      {...framed(field, problems)}
      {...(field.mono && { classNames: { input: 'mono' } })}
      placeholder={field.placeholder}
      value={textOf(value)}
      onChange={(event) => write(event.currentTarget.value)}
      autoComplete="off"
      spellCheck={!field.mono}
    />
  );
};

/** Keeps what is being typed ("1.", "-") until it is a number; an empty one takes the setting away. */
export const NumberField = ({ field, path }: FieldProps<'number'>) => {
  const { value, write } = useSetting(path);
  const problems = useProblems(path);
  const [typed, setTyped] = useTyped(textOf(value));
  const change = (text: string) => {
    setTyped(text);
    if (text.trim() === '') write(undefined);
    else if (Number.isFinite(Number(text))) write(Number(text));
  };
  return (
    <TextInput
      {...framed(field, problems)}
      placeholder={field.placeholder}
      inputMode={field.whole ? 'numeric' : 'decimal'}
      value={typed}
      onChange={(event) => change(event.currentTarget.value.replace(',', '.'))}
      onBlur={() => setTyped(textOf(value))}
      autoComplete="off"
      rightSection={field.unit === undefined ? undefined : <span className="muted small">{field.unit}</span>}
      rightSectionWidth={field.unit === undefined ? undefined : field.unit.length * 7 + 20}
      rightSectionPointerEvents="none"
    />
  );
};

/** A text that follows the setting, but is the person's own while they write a number that is not finished. */
export const useTyped = (stored: string): [string, (text: string) => void] => {
  const [typed, setTyped] = useState({ text: stored, for: stored });
  // "" counts as 0 in numbers, but an empty field is not a 0.
  const saysTheSame = typed.text !== '' && stored !== '' && Number(typed.text) === Number(stored);
  const isStale = typed.for !== stored && !saysTheSame;
  return [isStale ? stored : typed.text, (text) => setTyped({ text, for: stored })];
};

export const MomentField = ({ field, path }: FieldProps<'date' | 'time'>) => {
  const { value, write } = useSetting(path, field);
  const problems = useProblems(path);
  return (
    <TextInput
      {...framed(field, problems)}
      type={field.kind}
      value={textOf(value)}
      onChange={(event) => write(event.currentTarget.value)}
    />
  );
};

export const ToggleField = ({ field, path }: FieldProps<'toggle'>) => {
  const { value, set } = useSetting(path);
  const problems = useProblems(path);
  const { unset } = field;
  const { label, description, error } = framed(field, problems);
  return (
    <Switch
      label={label}
      description={description}
      error={error}
      checked={typeof value === 'boolean' ? value : (unset ?? false)}
      onChange={(event) => {
        const { checked } = event.currentTarget;
        set(checked === unset ? undefined : checked);
      }}
    />
  );
};

export const SelectField = ({ field, path }: FieldProps<'select'>) => {
  const { value, set } = useSetting(path);
  const problems = useProblems(path);
  const chosen = typeof value === 'string' ? value : (field.unset ?? '');
  const says = field.options.find((option) => option.value === chosen)?.says;
  return (
    <NativeSelect
      {...framed(says === undefined ? field : { ...field, help: says }, problems)}
      data={field.options.map(({ value: option, label }) => ({ value: option, label }))}
      value={chosen}
      onChange={(event) => {
        const next = event.currentTarget.value;
        set(next === field.unset ? undefined : next);
      }}
    />
  );
};
