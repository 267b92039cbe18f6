/** What a comparison is about: a variable or something known of the person by its name, or a path or template as written. */
import { Select } from '@mantine/core';
import type { Problem } from '@sluice/core/problem';
import { useState } from 'react';
import { FieldProblems } from './field-frame.tsx';
import { useForm } from './form-context.tsx';

/** Stands before what is taken as it is written; no path begins so. */
const WRITTEN = '=';
const PATH = /^[A-Za-z_][\w.]*$/;

export const SubjectField = ({
  value,
  problems,
  set,
}: {
  readonly value: string;
  readonly problems: readonly Problem[];
  set(value: string): void;
}) => {
  const { flow, attributes } = useForm();
  const [search, setSearch] = useState('');
  const variables = flow.variables.map(({ name, title }) => ({ value: name, label: title?.trim() || name }));
  const person = attributes.map(({ path, name }) => ({ value: `person.${path}`, label: name }));
  const known = [...variables, ...person];
  const isKnown = (text: string) => known.some((each) => each.value === text || each.label === text);
  const asked = search.trim();
  const canBeWritten = !isKnown(asked) && asked !== value && (PATH.test(asked) || asked.includes('{{'));
  const others = [
    ...(value === '' || known.some((each) => each.value === value) ? [] : [{ value, label: value }]),
    ...(canBeWritten ? [{ value: `${WRITTEN}${asked}`, label: `Use “${asked}”` }] : []),
  ];
  return (
    <Select
      aria-label="What is compared"
      data={[
        ...(variables.length > 0 ? [{ group: 'Variables', items: variables }] : []),
        { group: 'The person', items: person },
        ...(others.length > 0 ? [{ group: 'As written', items: others }] : []),
      ]}
      value={value === '' ? null : value}
      onChange={(chosen) => {
        if (chosen !== null) set(chosen.startsWith(WRITTEN) ? chosen.slice(WRITTEN.length) : chosen);
      }}
      error={problems.length > 0 && <FieldProblems problems={problems} />}
      searchable
      onSearchChange={setSearch}
      allowDeselect={false}
      placeholder="What is compared?"
      nothingFoundMessage="Nothing of this name"
      maxDropdownHeight={232}
    />
  );
};
