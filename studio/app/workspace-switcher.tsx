/** Which workspace this is, and the way to the others; the demo stands apart. */
import { Menu, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconSelector } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useSession, useWorkspace, type Workspace } from '../connection/session.tsx';
import classes from './workspace-switcher.module.css';

const Letter = ({ name }: { readonly name: string }) => (
  <span className={classes.letter} aria-hidden>
    {name.trim().charAt(0).toUpperCase()}
  </span>
);

export const WorkspaceSwitcher = () => {
  const { workspaces } = useSession();
  const current = useWorkspace();
  const navigate = useNavigate();
  const open = ({ id }: Workspace) => void navigate({ to: '/w/$workspace', params: { workspace: id } });
  const [own, demos] = [workspaces.filter(({ demo }) => !demo), workspaces.filter(({ demo }) => demo)];
  const item = (workspace: Workspace) => (
    <Menu.Item
      key={workspace.id}
      leftSection={<Letter name={workspace.name} />}
      aria-current={workspace.id === current.id || undefined}
      onClick={() => open(workspace)}
    >
      {workspace.name}
    </Menu.Item>
  );
  return (
    <Menu position="bottom-start" width={240}>
      <Menu.Target>
        <UnstyledButton className={classes.current ?? ''}>
          <Letter name={current.name} />
          <span className={classes.name}>
            <VisuallyHidden>Workspace </VisuallyHidden>
            {current.name}
          </span>
          <IconSelector size={16} stroke={1.75} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {own.map(item)}
        {demos.length > 0 && <Menu.Label>To try things out</Menu.Label>}
        {demos.map(item)}
      </Menu.Dropdown>
    </Menu>
  );
};
