/** A group's header in the editor: its title, renamed where it stands, and what can be done with the group. */
import { ActionIcon, Menu } from '@mantine/core';
import { IconDots, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import classes from './group-tools.module.css';

export type GroupActions = {
  readonly onRename: (id: string, title: string) => void;
  readonly onAdd: (id: string) => void;
  readonly onDuplicate: (id: string) => void;
  readonly onStart: (id: string) => void;
  readonly onTest: (id: string) => void;
  readonly onComment: (id: string) => void;
  readonly onRemove: (id: string) => void;
};

export const GroupTools = ({
  id,
  title,
  actions,
}: {
  readonly id: string;
  readonly title: string;
  readonly actions: GroupActions;
}) => {
  const [isRenaming, setRenaming] = useState(false);
  // The menu takes the focus back while it closes; the field is there once it has.
  const [wantsRenaming, setWantsRenaming] = useState(false);
  const closed = () => {
    setRenaming(wantsRenaming);
    setWantsRenaming(false);
  };
  const called = title || 'Untitled group';
  return (
    <>
      {isRenaming ? (
        <RenameGroup
          title={title}
          close={() => setRenaming(false)}
          save={(next) => actions.onRename(id, next)}
        />
      ) : (
        <button
          type="button"
          className={classes.title}
          title="Double click to rename"
          onDoubleClick={() => setRenaming(true)}
        >
          {called}
        </button>
      )}
      <ActionIcon
        className="nodrag"
        size={24}
        aria-label={`Add a block to ${called}`}
        onClick={() => actions.onAdd(id)}
      >
        <IconPlus size={16} stroke={1.75} />
      </ActionIcon>
      <Menu position="bottom-end" onExitTransitionEnd={closed}>
        <Menu.Target>
          <ActionIcon className="nodrag" size={24} aria-label={`More for ${called}`}>
            <IconDots size={16} stroke={1.75} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setWantsRenaming(true)}>Rename</Menu.Item>
          <Menu.Item onClick={() => actions.onTest(id)}>Test from here</Menu.Item>
          <Menu.Item onClick={() => actions.onStart(id)}>Start conversations here</Menu.Item>
          <Menu.Item onClick={() => actions.onComment(id)}>Comment</Menu.Item>
          <Menu.Divider />
          <Menu.Item onClick={() => actions.onDuplicate(id)}>Duplicate</Menu.Item>
          <Menu.Item color="danger" onClick={() => actions.onRemove(id)}>
            Delete
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
};

const RenameGroup = ({
  title,
  save,
  close,
}: {
  readonly title: string;
  readonly save: (title: string) => void;
  readonly close: () => void;
}) => {
  const [text, setText] = useState(title);
  const done = () => {
    if (text.trim() !== title) save(text.trim());
    close();
  };
  return (
    <input
      className={`nodrag ${classes.rename}`}
      aria-label="Title of the group"
      value={text}
      maxLength={500}
      // biome-ignore lint/a11y/noAutofocus: it stands where the title was, and was asked for
      autoFocus
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={done}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Enter') done();
        if (event.key === 'Escape') close();
      }}
    />
  );
};
