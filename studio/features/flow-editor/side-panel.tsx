/** What is chosen on the canvas, in words and fields: a block with its settings and where it leads, or the flow's own things. */
import { ActionIcon, Menu } from '@mantine/core';
import { blockLibrary } from '@sluice/blocks/studio';
import { IconDots, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { FamilyIcon } from '../../canvas/family-icon.tsx';
import { setBlock } from '../../editor/commands/blocks.ts';
import { moveBlocks } from '../../editor/commands/move-blocks.ts';
import { duplicate } from '../../editor/commands/paste.ts';
import { remove } from '../../editor/commands/remove.ts';
import { addVariable } from '../../editor/commands/variables.ts';
import { placesOf } from '../../editor/places.ts';
import { BlockForm } from '../block-form/block-form.tsx';
import classes from './side-panel.module.css';
import type { FlowEditor } from './use-flow-editor.ts';
import type { FoundProblem } from './use-problems.ts';
import { WaysOut } from './ways-out.tsx';

export const PanelFrame = ({
  title,
  icon,
  tools,
  close,
  children,
}: {
  readonly title: string;
  readonly icon?: ReactNode;
  readonly tools?: ReactNode;
  readonly close: () => void;
  readonly children: ReactNode;
}) => (
  <aside className={classes.panel} aria-label={title}>
    <header className={classes.head}>
      {icon}
      <h2>{title}</h2>
      <span className="push" />
      {tools}
      <ActionIcon aria-label={`Close ${title}`} onClick={close}>
        <IconX size={18} stroke={1.75} />
      </ActionIcon>
    </header>
    <div className={classes.body}>{children}</div>
  </aside>
);

export const BlockPanel = ({
  flow,
  id,
  problems,
  readOnly,
  onComment,
  close,
}: {
  readonly flow: FlowEditor;
  readonly id: string;
  readonly problems: readonly FoundProblem[];
  readonly readOnly: string | null;
  readonly onComment: () => void;
  readonly close: () => void;
}) => {
  const { document } = flow.editor;
  const place = placesOf(document).blocks.get(id);
  if (!place) return null;
  const { block, group, index } = place;
  const definition = blockLibrary.get(block.type);
  const own = problems
    .filter((found) => found.block === id)
    .map(({ problem, field }) => ({ ...problem, at: field }));
  return (
    <PanelFrame
      title={definition?.title ?? block.type}
      icon={definition && <FamilyIcon family={definition.family} />}
      close={close}
      tools={
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon aria-label="More for this block">
              <IconDots size={18} stroke={1.75} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={onComment}>Comment</Menu.Item>
            {readOnly === null && (
              <>
                <Menu.Item
                  disabled={index === 0}
                  onClick={() => flow.dispatch(moveBlocks([id], { group: group.id, index: index - 1 }))}
                >
                  Move up
                </Menu.Item>
                <Menu.Item
                  disabled={index === group.blocks.length - 1}
                  onClick={() => flow.dispatch(moveBlocks([id], { group: group.id, index: index + 2 }))}
                >
                  Move down
                </Menu.Item>
                <Menu.Item onClick={() => flow.dispatch(duplicate(flow.editor.selection))}>
                  Duplicate
                </Menu.Item>
                <Menu.Item color="danger" onClick={() => flow.dispatch(remove(flow.editor.selection))}>
                  Delete
                </Menu.Item>
              </>
            )}
          </Menu.Dropdown>
        </Menu>
      }
    >
      <BlockForm
        key={id}
        block={block}
        document={document}
        problems={own}
        readOnly={readOnly}
        onChange={(settings, field) => flow.dispatch(setBlock(id, settings, field))}
        onNewVariable={(variable) => flow.dispatch(addVariable(variable))}
      />
      <WaysOut flow={flow} block={block} readOnly={readOnly} />
    </PanelFrame>
  );
};
