/** A place of the flow: a group, and where in it to begin. */
import { NativeSelect, Select } from '@mantine/core';
import { isObject, own } from '@sluice/core/json';
import { calledBlock } from './block-name.ts';
import { FieldGroup } from './field-frame.tsx';
import type { FieldProps } from './field-props.ts';
import classes from './fields.module.css';
import { useForm, useProblems, useSetting } from './form-context.tsx';

const idIn = (value: unknown, key: 'group' | 'block'): string => {
  const id = isObject(value) ? own(value, key) : undefined;
  return typeof id === 'string' ? id : '';
};

export const PlaceField = ({ field, path }: FieldProps<'place'>) => {
  const { value, set } = useSetting(path);
  const { flow } = useForm();
  const problems = useProblems(path, true);
  const groupId = idIn(value, 'group');
  const blockId = idIn(value, 'block');
  const group = flow.groups.find((each) => each.id === groupId);
  const blocks = (group?.blocks ?? []).map((block, index) => ({
    value: block.id,
    label: calledBlock(block, index),
  }));
  const isGone = blockId !== '' && !blocks.some((block) => block.value === blockId);
  return (
    <FieldGroup field={field} problems={problems}>
      <div className={classes.stack}>
        <Select
          aria-label={`${field.label}: group`}
          data={flow.groups.map(({ id, title }) => ({ value: id, label: title.trim() || 'Untitled group' }))}
          value={group ? groupId : null}
          onChange={(chosen) => chosen !== null && set({ group: chosen })}
          searchable
          allowDeselect={false}
          placeholder="Choose a group"
          nothingFoundMessage="No group of this name"
          maxDropdownHeight={232}
        />
        {blocks.length > 1 && (
          <NativeSelect
            aria-label={`${field.label}: begins at`}
            data={[
              { value: '', label: 'From its top' },
              ...blocks,
              ...(isGone ? [{ value: blockId, label: 'A block that is gone' }] : []),
            ]}
            value={blockId}
            onChange={(event) => {
              const block = event.currentTarget.value;
              set({ group: groupId, ...(block !== '' && { block }) });
            }}
          />
        )}
      </div>
    </FieldGroup>
  );
};
