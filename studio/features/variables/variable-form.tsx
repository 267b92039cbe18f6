/** The form of one variable: its title and name, type, what it begins with, secrecy, where it is used. */
import { Button, NativeSelect, Switch, TextInput } from '@mantine/core';
import type { Variable } from '@sluice/core/flow/document';
import type { Problem } from '@sluice/core/problem';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { changeVariable, removeVariable, type VariableChange } from '../../editor/commands/variables.ts';
import { placesUsing, type VariableUses } from '../../editor/variable-uses.ts';
import { counted, fitting } from '../../ui/plural.ts';
import { calledBlock } from '../block-form/block-name.ts';
import { DefaultField } from './default-field.tsx';
import type { VariableRowProps } from './variable-row.tsx';
import { TYPES } from './variable-types.ts';
import classes from './variables-panel.module.css';

export const VariableForm = ({ variable, uses, readOnly, dispatch, renamed, onShow }: VariableRowProps) => {
  const change = (part: VariableChange, field?: string) => dispatch(changeVariable(variable.id, part, field));
  return (
    <div className={classes.form}>
      <fieldset className={classes.fields} disabled={readOnly !== null}>
        <legend className={classes.unseen}>{variable.title?.trim() || variable.name}</legend>
        <TextInput
          label="Title"
          placeholder={variable.name}
          value={variable.title ?? ''}
          maxLength={500}
          autoComplete="off"
          onChange={(event) => change({ title: event.currentTarget.value || null }, 'title')}
        />
        <NameField
          variable={variable}
          uses={uses}
          rename={(name) => {
            const problems = change({ name });
            if (problems.length === 0) renamed(name);
            return problems;
          }}
        />
        <NativeSelect
          label="Type"
          data={[...TYPES]}
          value={variable.type}
          description={
            variable.default === undefined ? undefined : 'A new type takes away what it begins with.'
          }
          inputWrapperOrder={['label', 'input', 'description']}
          onChange={(event) => {
            const type = TYPES.find(({ value }) => value === event.currentTarget.value)?.value;
            if (type) change({ type });
          }}
        />
        <DefaultField key={variable.type} variable={variable} change={change} />
        <Switch
          label="Secret"
          description="Masked wherever variables are shown, and never logged. What people wrote stays in the transcript."
          checked={variable.secret ?? false}
          onChange={(event) => change({ secret: event.currentTarget.checked })}
        />
      </fieldset>
      <Uses uses={uses} onShow={onShow} />
      {readOnly === null && <Removal uses={uses} remove={() => dispatch(removeVariable(variable.id))} />}
    </div>
  );
};

/** Renamed when the field is left or Enter is pressed: half a name is nobody's name. */
const NameField = ({
  variable: { name },
  uses,
  rename,
}: {
  readonly variable: Variable;
  readonly uses: VariableUses;
  rename(name: string): readonly Problem[];
}) => {
  const [typed, setTyped] = useState({ text: name, for: name });
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const count = placesUsing(uses);
  const text = typed.for === name ? typed.text : name;
  const finish = () => {
    if (text.trim() !== name) setProblems(rename(text.trim()));
  };
  return (
    <TextInput
      label="Name"
      description={
        count === 0
          ? `Written {{${name}}} in texts.`
          : `Written {{${name}}} in texts. A new name goes into the ${counted(count, 'place')} that ${fitting(count, 'uses', 'use')} it.`
      }
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      classNames={{ input: 'mono' }}
      error={problems.map(({ says, hint }) => `${says} ${hint}`).join(' ') || null}
      value={text}
      maxLength={100}
      spellCheck={false}
      autoComplete="off"
      onChange={(event) => {
        setTyped({ text: event.currentTarget.value, for: name });
        setProblems([]);
      }}
      onBlur={finish}
      onKeyDown={(event) => {
        if (event.key === 'Enter') finish();
        if (event.key === 'Escape' && text !== name) {
          event.stopPropagation();
          setTyped({ text: name, for: name });
          setProblems([]);
        }
      }}
    />
  );
};

const Uses = ({ uses, onShow }: Pick<VariableRowProps, 'uses' | 'onShow'>) => (
  <div>
    <h4 className={classes.heading}>Used in</h4>
    {placesUsing(uses) === 0 ? (
      <p className="muted">Nothing uses it.</p>
    ) : (
      <ul className={classes.uses}>
        {uses.blocks.map(({ block, group, index }) => {
          const words = `${group.title.trim() || 'Untitled group'} · ${calledBlock(block, index)}`;
          return (
            <li key={block.id}>
              {onShow ? (
                <button type="button" className={classes.use} onClick={() => onShow(block.id)}>
                  {words}
                </button>
              ) : (
                words
              )}
            </li>
          );
        })}
        {uses.isSaid && <li>The flow’s words for a reply that does not fit</li>}
      </ul>
    )}
  </div>
);

/** Says what a removal does before it is done; what nobody uses goes at once, and undo brings it back. */
const Removal = ({ uses, remove }: { readonly uses: VariableUses; remove(): void }) => {
  const [isAsking, setAsking] = useState(false);
  const count = placesUsing(uses);
  if (!isAsking)
    return (
      <Button
        className={classes.remove}
        size="compact-sm"
        color="danger"
        variant="subtle"
        leftSection={<IconTrash size={14} stroke={1.75} />}
        onClick={() => (count === 0 ? remove() : setAsking(true))}
      >
        Remove
      </Button>
    );
  return (
    <div className={classes.asking} role="alert">
      <p>
        {counted(count, 'place')} {fitting(count, 'uses', 'use')} it.{' '}
        {fitting(count, 'It stays', 'They stay')} and {fitting(count, 'becomes a problem', 'become problems')}
        ; publishing waits until {fitting(count, 'it is', 'they are')} mended.
      </p>
      <div className="row">
        <Button size="compact-sm" color="danger" onClick={remove}>
          Remove it anyway
        </Button>
        <Button size="compact-sm" variant="subtle" data-autofocus onClick={() => setAsking(false)}>
          Keep it
        </Button>
      </div>
    </div>
  );
};
