/** Variables by their titles: pick one or several, or make one by writing a name that is not there yet. */

import { type ComboboxItem, MultiSelect, Select } from '@mantine/core';
import type { NewVariable } from '@sluice/core/form/form';
import { useState } from 'react';
import { freeName } from '../../editor/commands/variables.ts';
import { framed } from './field-frame.tsx';
import type { FieldProps } from './field-props.ts';
import { type FlowAround, useForm, useProblems, useSetting } from './form-context.tsx';

/** Stands before what would be made; no variable's name begins so. */
const MAKES = '+';

const optionsOf = ({ variables }: FlowAround, chosen: readonly string[]): readonly ComboboxItem[] => {
  const known = variables.map(({ name, title }) => ({ value: name, label: title?.trim() || name }));
  const gone = chosen.filter((name) => !variables.some((variable) => variable.name === name));
  return [...known, ...gone.map((name) => ({ value: name, label: `${name} (not in this flow)` }))];
};

const newVariable = (flow: FlowAround, title: string, type: NewVariable['type']): NewVariable => {
  const name = freeName(flow, title);
  return { name, type, ...(name !== title && { title }) };
};

export const VariableField = ({ field, path, spoken }: FieldProps<'variable'>) => {
  const { value, set } = useSetting(path);
  const { flow, isReadOnly } = useForm();
  const problems = useProblems(path);
  const [search, setSearch] = useState('');
  const name = typeof value === 'string' ? value : '';
  const options = optionsOf(flow, name === '' ? [] : [name]);
  const asked = search.trim().toLowerCase();
  const isKnown = options.some((option) =>
    [option.label, option.value].some((text) => text.toLowerCase() === asked),
  );
  const made = asked === '' || isKnown ? null : newVariable(flow, search.trim(), field.makes);
  const { label, ...frame } = framed(field, problems);
  return (
    <Select
      {...frame}
      {...(spoken === undefined ? { label } : { 'aria-label': spoken })}
      data={[
        ...options,
        ...(made ? [{ value: `${MAKES}${made.name}`, label: `Make “${search.trim()}”` }] : []),
      ]}
      filter={({ options: all, search: wanted }) =>
        all.filter(
          (option) =>
            'value' in option &&
            (String(option.value).startsWith(MAKES) ||
              `${option.label} ${option.value}`.toLowerCase().includes(wanted.trim().toLowerCase())),
        )
      }
      value={name === '' ? null : name}
      onChange={(chosen) => {
        if (made && chosen === `${MAKES}${made.name}`) set(made.name, { newVariable: made });
        else set(chosen ?? undefined);
      }}
      searchable
      onSearchChange={setSearch}
      clearable={field.optional === true && !isReadOnly}
      placeholder={field.optional ? 'Nowhere' : 'Pick or write a name'}
      nothingFoundMessage="Write a name to make one"
      maxDropdownHeight={232}
    />
  );
};

export const VariablesField = ({ field, path }: FieldProps<'variables'>) => {
  const { value, set } = useSetting(path);
  const { flow } = useForm();
  const problems = useProblems(path, true);
  const names = Array.isArray(value) ? value.filter((name) => typeof name === 'string') : [];
  return (
    <MultiSelect
      {...framed(field, problems)}
      data={[...optionsOf(flow, names)]}
      value={names}
      onChange={(chosen) => set(field.optional && chosen.length === 0 ? undefined : chosen)}
      maxValues={field.most}
      searchable
      placeholder={names.length === 0 ? 'Nothing' : ''}
      nothingFoundMessage="No variable of this name"
      maxDropdownHeight={232}
    />
  );
};
