/** Oneself: how the studio looks, one's account, and the way out. */
import { Menu, UnstyledButton, useMantineColorScheme, VisuallyHidden } from '@mantine/core';
import { accountCalls } from '@sluice/api/accounts';
import { useParams } from '@tanstack/react-router';
import { useConnection } from '../connection/api.tsx';
import { call } from '../connection/call.ts';
import { useSession } from '../connection/session.tsx';
import { MenuItemLink } from '../ui/links.tsx';
import { tell } from '../ui/tell.tsx';
import classes from './account-menu.module.css';

const SCHEMES = [
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
  { value: 'auto', label: 'As the system' },
] as const;

const initials = (name: string): string =>
  name
    .split(/\s+/)
    .map((word) => word.charAt(0).toUpperCase())
    .filter((letter) => letter !== '')
    .slice(0, 2)
    .join('');

export const AccountMenu = () => {
  const { account } = useSession();
  const { workspace } = useParams({ from: '/w/$workspace' });
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const connection = useConnection();
  // Nothing is read again on the way out, and a whole new page keeps nothing of what was read.
  const leave = async () => {
    const left = await call(connection, accountCalls.signOut, {});
    if (left.ok) window.location.assign('/studio/sign-in');
    else tell(left.problems[0]?.says ?? 'You could not be signed out.');
  };
  return (
    <Menu position="top-start" width={220}>
      <Menu.Target>
        <UnstyledButton className={classes.me ?? ''}>
          <span className={classes.face} aria-hidden>
            {initials(account.name)}
          </span>
          <span className={classes.name}>{account.name}</span>
          <VisuallyHidden>: account</VisuallyHidden>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{account.email}</Menu.Label>
        <MenuItemLink to="/w/$workspace/settings" params={{ workspace }} hash="account">
          My account
        </MenuItemLink>
        <Menu.Divider />
        <Menu.Label>Looks</Menu.Label>
        {SCHEMES.map(({ value, label }) => (
          <Menu.Item
            key={value}
            role="menuitemradio"
            aria-checked={colorScheme === value}
            rightSection={colorScheme === value ? '✓' : null}
            onClick={() => setColorScheme(value)}
          >
            {label}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => void leave()}>Sign out</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
};
