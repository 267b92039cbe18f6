/** One trigger: what sets it off, and the group it leads to. */
import { ActionIcon, Select } from '@mantine/core';
import type { Trigger } from '@sluice/core/flow/document';
import { IconTrash } from '@tabler/icons-react';
import { connect, disconnect } from '../../editor/commands/edges.ts';
import { changeTrigger, type NewTrigger, removeTrigger } from '../../editor/commands/flow.ts';
import { placesOf, sourceKey } from '../../editor/places.ts';
import { SettingsForm } from '../block-form/settings-form.tsx';
import { TRIGGERS } from './flow-fields.ts';
import classes from './flow-settings-panel.module.css';
import type { FlowSettingsPanelProps } from './flow-settings-panel.tsx';

type Props = FlowSettingsPanelProps & { readonly trigger: Trigger; readonly index: number };

export const TriggerCard = ({ trigger, index, document, readOnly, dispatch }: Props) => {
  const { id, type, ...settings } = trigger;
  const { title, fields } = TRIGGERS[type];
  const name = `trigger ${index + 1}`;
  return (
    <fieldset className={classes.card} disabled={readOnly !== null}>
      <legend className={classes.unseen}>
        {title}: {name}
      </legend>
      <div className="row">
        <strong>{title}</strong>
        {readOnly === null && (
          <ActionIcon
            className="push"
            size={28}
            aria-label={`Remove ${name}`}
            onClick={() => dispatch(removeTrigger(id))}
          >
            <IconTrash size={16} stroke={1.75} />
          </ActionIcon>
        )}
      </div>
      <SettingsForm
        fields={fields}
        settings={settings}
        document={document}
        at={`triggers.${index}`}
        readOnly={readOnly}
        save={(next, field) => {
          // The shape of what the fields made is judged when it is dispatched.
          const changed = { ...next, type } as NewTrigger;
          return dispatch(changeTrigger(id, changed, field));
        }}
      />
      <LeadsTo trigger={trigger} document={document} readOnly={readOnly} dispatch={dispatch} />
    </fieldset>
  );
};

const LeadsTo = ({ trigger, document, readOnly, dispatch }: Omit<Props, 'index'>) => {
  const from = { trigger: trigger.id };
  const { groups, edgeFrom } = placesOf(document);
  const to = edgeFrom.get(sourceKey(from))?.to;
  const isKnown = to !== undefined && groups.has(to.group);
  return (
    <Select
      label="Leads to"
      data={document.groups.map(({ id, title }) => ({ value: id, label: title.trim() || 'Untitled group' }))}
      value={isKnown ? to.group : null}
      onChange={(group) => dispatch(group === null ? disconnect(from) : connect(from, { group }))}
      description={isKnown ? undefined : 'It leads nowhere yet.'}
      inputWrapperOrder={['label', 'input', 'description']}
      placeholder="Choose a group"
      searchable
      clearable={readOnly === null}
      nothingFoundMessage="No group of this name"
      maxDropdownHeight={232}
    />
  );
};
