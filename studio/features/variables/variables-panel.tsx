/** The variables of a flow: what it keeps, under which name, where each is used; add, rename, change, remove. */
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { blockLibrary } from '@sluice/blocks/studio';
import type { FlowDocument, VariableType } from '@sluice/core/flow/document';
import type { Problem } from '@sluice/core/problem';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import type { Command } from '../../editor/command.ts';
import { addVariable, freeName } from '../../editor/commands/variables.ts';
import { NO_USES, usesOfAll } from '../../editor/variable-uses.ts';
import { Notice } from '../../ui/notice.tsx';
import { VariableRow } from './variable-row.tsx';
import { TYPES } from './variable-types.ts';
import classes from './variables-panel.module.css';

/** From so many on they can be searched. */
const MANY = 8;

export type VariablesPanelProps = {
  readonly document: FlowDocument;
  /** Why nothing can be changed; null: it can. */
  readonly readOnly: string | null;
  /** Runs a command; gives back why it was refused, or nothing. */
  dispatch(command: Command): readonly Problem[];
  /** Points at a block that uses a variable. */
  onShow?(block: string): void;
};

export const VariablesPanel = ({ document, readOnly, dispatch, onShow }: VariablesPanelProps) => {
  const [open, setOpen] = useState<string | null>(null);
  const [search, setSearch] = useState('');
  const uses = usesOfAll(document, blockLibrary);
  const wanted = search.trim().toLowerCase();
  const found = document.variables.filter(({ name, title = '' }) =>
    `${title} ${name}`.toLowerCase().includes(wanted),
  );
  return (
    <div className={classes.panel}>
      {readOnly === null ? (
        <NewVariableForm document={document} dispatch={dispatch} added={setOpen} />
      ) : (
        <p className="muted">{readOnly}</p>
      )}
      {document.variables.length >= MANY && (
        <TextInput
          aria-label="Search variables"
          placeholder="Search"
          leftSection={<IconSearch size={16} stroke={1.75} />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      )}
      {document.variables.length === 0 && (
        <p className="muted">
          No variables yet. A variable keeps an answer, so that later blocks can say it or decide by it.
        </p>
      )}
      {document.variables.length > 0 && found.length === 0 && (
        <p className="muted">No variable is called so.</p>
      )}
      <ul className={classes.list}>
        {found.map((variable) => (
          <li key={variable.id} className={classes.variable}>
            <VariableRow
              variable={variable}
              uses={uses.get(variable.name) ?? NO_USES}
              isOpen={open === variable.name}
              toggle={() => setOpen(open === variable.name ? null : variable.name)}
              renamed={setOpen}
              readOnly={readOnly}
              dispatch={dispatch}
              onShow={onShow}
            />
          </li>
        ))}
      </ul>
    </div>
  );
};

const NewVariableForm = ({
  document,
  dispatch,
  added,
}: Pick<VariablesPanelProps, 'document' | 'dispatch'> & { added(name: string): void }) => {
  const [title, setTitle] = useState('');
  const [type, setType] = useState<VariableType>('text');
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const add = (event: FormEvent) => {
    event.preventDefault();
    const called = title.trim();
    if (called === '') return;
    const name = freeName(document, called);
    const refusals = dispatch(addVariable({ name, type, ...(name !== called && { title: called }) }));
    setProblems(refusals);
    if (refusals.length > 0) return;
    setTitle('');
    added(name);
  };
  return (
    <form className={classes.new} onSubmit={add}>
      <TextInput
        aria-label="New variable"
        placeholder="New variable, e.g. Order number"
        value={title}
        maxLength={500}
        autoComplete="off"
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <NativeSelect
        aria-label="Type of the new variable"
        data={[...TYPES]}
        value={type}
        onChange={(event) =>
          setType(TYPES.find(({ value }) => value === event.currentTarget.value)?.value ?? type)
        }
      />
      <Button type="submit" leftSection={<IconPlus size={16} stroke={1.75} />} disabled={title.trim() === ''}>
        Add
      </Button>
      <Notice problems={problems} />
    </form>
  );
};
