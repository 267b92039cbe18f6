/** What is tried, where it begins, and who talks: above the conversation. */

import { Button, Collapse, Select } from '@mantine/core';
import { versionCalls } from '@sluice/api/versions';
import type { FlowDocument } from '@sluice/core/flow/document';
import { useState } from 'react';
import { useRead } from '../../connection/api.tsx';
import { PersonForm } from './person-form.tsx';
import type { TestPerson } from './test-person.ts';
import classes from './test-setup.module.css';

export const DRAFT = 'draft';

export type Setup = {
  /** DRAFT, or the number of a version as text. */
  readonly source: string;
  /** The id of a group; null: the flow's start. */
  readonly group: string | null;
  readonly person: TestPerson;
};

export const TestSetup = ({
  flowId,
  document,
  setup,
  change,
}: {
  readonly flowId: string;
  readonly document: FlowDocument;
  readonly setup: Setup;
  readonly change: (setup: Setup) => void;
}) => {
  const [open, setOpen] = useState(false);
  const versions = useRead(versionCalls.list, { params: { id: flowId }, query: { limit: 100 } });
  const sources = [
    { value: DRAFT, label: 'Draft' },
    ...(versions.data?.body.items ?? []).map(({ number, label }) => ({
      value: `${number}`,
      label: label === null ? `Version ${number}` : `Version ${number}: ${label}`,
    })),
  ];
  const groups = document.groups.map(({ id, title }) => ({ value: id, label: title || 'Untitled group' }));
  const { name } = setup.person.attributes;
  return (
    <div className={classes.setup}>
      <div className={classes.pair}>
        <Select
          label="Try"
          data={sources}
          value={setup.source}
          onChange={(source) => change({ ...setup, source: source ?? DRAFT, group: null })}
          allowDeselect={false}
        />
        <Select
          label="From"
          data={groups}
          value={setup.group}
          onChange={(group) => change({ ...setup, group })}
          placeholder="The start"
          clearable
          searchable
        />
      </div>
      <Button
        variant="subtle"
        size="compact-sm"
        justify="flex-start"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {open
          ? 'Talking as'
          : `Talking as ${typeof name === 'string' && name !== '' ? name : setup.person.key}. Change…`}
      </Button>
      <Collapse expanded={open}>
        <PersonForm person={setup.person} change={(person) => change({ ...setup, person })} />
      </Collapse>
    </div>
  );
};
