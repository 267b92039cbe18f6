/** One flow in the list: its name leads to the editor; copy, rename, export and archive stand behind it. */
import { ActionIcon, Menu } from '@mantine/core';
import { flowCalls } from '@sluice/api/flows';
import { IconDots } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useConnection, useWrite } from '../../connection/api.tsx';
import { call, type Out } from '../../connection/call.ts';
import { problemsOf } from '../../connection/refusal.ts';
import { useWorkspace } from '../../connection/session.tsx';
import { useWhyNot } from '../../ui/allowed.tsx';
import { MenuItemLink } from '../../ui/links.tsx';
import { tell } from '../../ui/tell.tsx';
import { VersionChip } from '../../ui/version-chip.tsx';
import { When } from '../../ui/when.tsx';
import { download } from '../flow-editor/download.ts';
import { ArchiveDialog } from './archive-dialog.tsx';
import classes from './flow-row.module.css';
import { RenameDialog } from './rename-dialog.tsx';

export type ListedFlow = Out<(typeof flowCalls)['list']['answer']>['items'][number];

export const FlowRow = ({ flow }: { readonly flow: ListedFlow }) => {
  const workspace = useWorkspace();
  const readOnly = useWhyNot('editor');
  const connection = useConnection();
  const copy = useWrite(flowCalls.copy);
  const [dialog, setDialog] = useState<'rename' | 'archive' | null>(null);
  const params = { workspace: workspace.id, flow: flow.id };
  const duplicate = () =>
    copy.mutate(
      { params: { id: flow.id }, body: {} },
      {
        onSuccess: ({ body }) => tell(`“${body.name}” is made.`),
        onError: (error) => tell(problemsOf(error)[0]?.says ?? 'It could not be copied.'),
      },
    );
  const save = async () => {
    const outcome = await call(connection, flowCalls.get, { params: { id: flow.id } });
    if (outcome.ok) download(`${flow.name}.json`, JSON.stringify(outcome.value.body.draft, null, 2));
    else tell(outcome.problems[0]?.says ?? 'It could not be exported.');
  };
  return (
    <li className={classes.row}>
      <div className={classes.words}>
        <Link to="/w/$workspace/flows/$flow" params={params} className={classes.name ?? ''}>
          {flow.name}
        </Link>
        <p className="muted small">
          Draft saved <When at={flow.draftSavedAt} />
          {flow.draftSavedBy !== null && ` by ${flow.draftSavedBy}`}
          {flow.live > 0 && ` · live in ${flow.live}`}
          {flow.problems !== null && flow.problems > 0 && (
            <span className={classes.problems}> · {flow.problems} to mend</span>
          )}
        </p>
      </div>
      <VersionChip number={flow.latestVersion} label={flow.latestLabel} />
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label={`More for ${flow.name}`}>
            <IconDots size={18} stroke={1.75} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <MenuItemLink to="/w/$workspace/flows/$flow/versions" params={params}>
            Versions
          </MenuItemLink>
          <Menu.Item onClick={() => void save()}>Export as JSON</Menu.Item>
          {readOnly === null ? (
            <>
              <Menu.Item onClick={duplicate}>Copy</Menu.Item>
              <Menu.Item onClick={() => setDialog('rename')}>Rename…</Menu.Item>
              <Menu.Divider />
              <Menu.Item color="danger" onClick={() => setDialog('archive')}>
                Archive…
              </Menu.Item>
            </>
          ) : (
            <Menu.Label>{readOnly}</Menu.Label>
          )}
        </Menu.Dropdown>
      </Menu>
      {dialog === 'rename' && <RenameDialog flow={flow} close={() => setDialog(null)} />}
      {dialog === 'archive' && <ArchiveDialog flow={flow} close={() => setDialog(null)} />}
    </li>
  );
};
