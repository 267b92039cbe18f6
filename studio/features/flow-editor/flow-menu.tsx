/** The flow's name in the top bar, renamed where it stands, and what belongs to the whole flow behind it. */

import { ActionIcon, Menu, TextInput } from '@mantine/core';
import { flowCalls } from '@sluice/api/flows';
import { IconChevronDown } from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useWrite } from '../../connection/api.tsx';
import { problemsOf } from '../../connection/refusal.ts';
import { MenuItemLink } from '../../ui/links.tsx';
import { tell } from '../../ui/tell.tsx';
import classes from './flow-menu.module.css';

export const FlowMenu = ({
  flowId,
  name,
  readOnly,
  onVariables,
  onSettings,
  onExport,
  onShare,
}: {
  readonly flowId: string;
  readonly name: string;
  readonly readOnly: string | null;
  readonly onVariables: () => void;
  readonly onSettings: () => void;
  readonly onExport: () => void;
  readonly onShare: () => void;
}) => {
  const { workspace } = useParams({ from: '/w/$workspace' });
  const [isRenaming, setRenaming] = useState(false);
  // The menu takes the focus back while it closes; the field is there once it has.
  const [wantsRenaming, setWantsRenaming] = useState(false);
  const closed = () => {
    setRenaming(wantsRenaming);
    setWantsRenaming(false);
  };
  const params = { workspace, flow: flowId };
  return (
    <div className={classes.name}>
      {isRenaming ? (
        <Rename flowId={flowId} name={name} close={() => setRenaming(false)} />
      ) : (
        <h1 className={classes.title} title={name}>
          {name}
        </h1>
      )}
      <Menu position="bottom-start" onExitTransitionEnd={closed}>
        <Menu.Target>
          <ActionIcon aria-label="More for this flow">
            <IconChevronDown size={18} stroke={1.75} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {readOnly === null && <Menu.Item onClick={() => setWantsRenaming(true)}>Rename</Menu.Item>}
          <Menu.Item onClick={onVariables}>Variables</Menu.Item>
          <Menu.Item onClick={onSettings}>Triggers and settings</Menu.Item>
          <Menu.Divider />
          <MenuItemLink to="/w/$workspace/flows/$flow/versions" params={params}>
            Versions
          </MenuItemLink>
          {readOnly === null && <Menu.Item onClick={onShare}>Share a preview…</Menu.Item>}
          <Menu.Item onClick={onExport}>Export as JSON</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </div>
  );
};

const Rename = ({
  flowId,
  name,
  close,
}: {
  readonly flowId: string;
  readonly name: string;
  readonly close: () => void;
}) => {
  const [text, setText] = useState(name);
  const rename = useWrite(flowCalls.rename);
  const save = () => {
    close();
    const next = text.trim();
    if (next === '' || next === name) return;
    rename.mutate(
      { params: { id: flowId }, body: { name: next } },
      { onError: (error) => tell(problemsOf(error)[0]?.says ?? 'It could not be renamed.') },
    );
  };
  return (
    <TextInput
      aria-label="Name of the flow"
      value={text}
      maxLength={200}
      data-autofocus
      autoFocus
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={save}
      onKeyDown={(event) => {
        if (event.key === 'Enter') save();
        if (event.key === 'Escape') close();
      }}
    />
  );
};
