/** What holds for a whole flow: what else begins it or leads into it, when silence is an end, what a misfit is told. */
import { Button, Menu } from '@mantine/core';
import type { FlowDocument, FlowSettings } from '@sluice/core/flow/document';
import type { Problem } from '@sluice/core/problem';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { Command } from '../../editor/command.ts';
import { addTrigger, setFlowSettings } from '../../editor/commands/flow.ts';
import { Notice } from '../../ui/notice.tsx';
import { SettingsForm } from '../block-form/settings-form.tsx';
import { FLOW_FIELDS, TRIGGERS } from './flow-fields.ts';
import classes from './flow-settings-panel.module.css';
import { TriggerCard } from './trigger-card.tsx';

export type FlowSettingsPanelProps = {
  readonly document: FlowDocument;
  /** Why nothing can be changed; null: it can. */
  readonly readOnly: string | null;
  /** Runs a command; gives back why it was refused, or nothing. */
  dispatch(command: Command): readonly Problem[];
};

export const FlowSettingsPanel = (props: FlowSettingsPanelProps) => {
  const { document, readOnly } = props;
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  return (
    <div className={classes.panel}>
      {readOnly !== null && <p className="muted">{readOnly}</p>}
      <Notice problems={problems} />
      <section className={classes.section}>
        <div className={classes.about}>
          <h3>Triggers</h3>
          <p className="muted small">
            They begin a conversation, or lead somewhere else within one. The start needs none.
          </p>
        </div>
        {document.triggers.map((trigger, index) => (
          <TriggerCard
            key={trigger.id}
            trigger={trigger}
            index={index}
            document={document}
            readOnly={readOnly}
            dispatch={props.dispatch}
          />
        ))}
        {readOnly === null && (
          <Menu position="bottom-start">
            <Menu.Target>
              <Button className={classes.quiet} leftSection={<IconPlus size={16} stroke={1.75} />}>
                Add a trigger
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {Object.values(TRIGGERS).map(({ title, fresh }) => (
                <Menu.Item key={title} onClick={() => setProblems(props.dispatch(addTrigger(fresh)))}>
                  {title}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )}
      </section>
      <fieldset className={classes.plain} disabled={readOnly !== null}>
        <legend className={classes.legend}>Replies</legend>
        <SettingsForm
          fields={FLOW_FIELDS}
          settings={document.settings}
          document={document}
          at="settings"
          readOnly={readOnly}
          // The shape of what the fields made is judged when it is dispatched.
          save={(settings, field) => props.dispatch(setFlowSettings(settings as FlowSettings, field))}
        />
      </fieldset>
    </div>
  );
};
