/** Who talks: picked from people met, or made up; every attribute can be changed for this trial alone. */
import { ActionIcon, Autocomplete, Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { peopleCalls } from '@sluice/api/people';
import type { JsonObject } from '@sluice/core/json';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useRead } from '../../connection/api.tsx';
import classes from './person-form.module.css';
import { type AttributeLine, attributesIn, linesOf, type TestPerson } from './test-person.ts';

export const PersonForm = ({
  person,
  change,
}: {
  readonly person: TestPerson;
  readonly change: (person: TestPerson) => void;
}) => {
  const [lines, setLines] = useState<readonly AttributeLine[]>(() => linesOf(person));
  const edit = (edited: readonly AttributeLine[]) => {
    setLines(edited);
    change({ ...person, attributes: attributesIn(edited) });
  };
  const pick = (picked: TestPerson) => {
    setLines(linesOf(picked));
    change(picked);
  };
  const replace = (at: number, line: AttributeLine) => edit(lines.map((each, i) => (i === at ? line : each)));
  return (
    <div className={classes.form}>
      <PersonSearch person={person} pick={pick} />
      {lines.map((line, at) => {
        const key = `${at}`;
        return (
          <div key={key} className={classes.line}>
            <TextInput
              aria-label={`Name of attribute ${at + 1}`}
              placeholder="plan"
              value={line.name}
              onChange={(event) => replace(at, { ...line, name: event.currentTarget.value })}
            />
            <TextInput
              aria-label={`Value of ${line.name || `attribute ${at + 1}`}`}
              placeholder={line.name === 'tags' ? 'VIP, Beta' : 'Premium'}
              value={line.value}
              onChange={(event) => replace(at, { ...line, value: event.currentTarget.value })}
            />
            <ActionIcon
              aria-label={`Remove ${line.name || `attribute ${at + 1}`}`}
              onClick={() => edit(lines.filter((_, i) => i !== at))}
            >
              <IconX size={16} stroke={1.75} />
            </ActionIcon>
          </div>
        );
      })}
      <Button
        variant="subtle"
        size="compact-sm"
        justify="flex-start"
        leftSection={<IconPlus size={16} stroke={1.75} />}
        onClick={() => setLines([...lines, { name: '', value: '' }])}
      >
        Add an attribute
      </Button>
    </div>
  );
};

/** People met so far, found by name, address or id; what is typed and not found is a new key. */
const PersonSearch = ({
  person,
  pick,
}: {
  readonly person: TestPerson;
  readonly pick: (person: TestPerson) => void;
}) => {
  const [typed, setTyped] = useState(person.key);
  const [q] = useDebouncedValue(typed.trim(), 250);
  const people = useRead(peopleCalls.list, { query: { limit: 8, ...(q === '' ? {} : { q }) } });
  const found = people.data?.body.items ?? [];
  return (
    <Autocomplete
      label="Person"
      description="Somebody known, or any id"
      value={typed}
      data={[...new Set(found.map(({ key }) => key))]}
      // The server has searched already, in more than the key.
      filter={({ options }) => options}
      onChange={(key) => {
        setTyped(key);
        const known = found.find((each) => each.key === key);
        // What the API answers is JSON, whatever its shape.
        if (known) pick({ key, attributes: known.attributes as JsonObject });
        else if (key.trim() !== '') pick({ ...person, key: key.trim() });
      }}
    />
  );
};
