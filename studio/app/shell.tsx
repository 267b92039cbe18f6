/** The rail on the left, the page on the right; on a phone the rail becomes a bar at the bottom. */
import { IconHome, IconRoute, IconSettings } from '@tabler/icons-react';
import { Link, Outlet, useParams } from '@tanstack/react-router';
import { Mark } from '../ui/mark.tsx';
import { AccountMenu } from './account-menu.tsx';
import classes from './shell.module.css';
import { WorkspaceSwitcher } from './workspace-switcher.tsx';

const PLACES = [
  { to: '/w/$workspace', label: 'Home', Icon: IconHome, exact: true },
  { to: '/w/$workspace/flows', label: 'Flows', Icon: IconRoute, exact: false },
] as const;

export const Shell = () => {
  const { workspace } = useParams({ from: '/w/$workspace' });
  return (
    <div className={classes.app}>
      <a className="skip-link" href="#page">
        Skip to the page
      </a>
      <nav className={classes.rail} aria-label="Main">
        <div className={classes.brand}>
          <Mark />
          <span>Sluice</span>
        </div>
        <WorkspaceSwitcher />
        {PLACES.map(({ to, label, Icon, exact }) => (
          <Link
            key={to}
            to={to}
            params={{ workspace }}
            className={classes.place ?? ''}
            activeOptions={{ exact }}
            activeProps={{ 'aria-current': 'page' }}
          >
            <Icon size={18} stroke={1.75} aria-hidden />
            {label}
          </Link>
        ))}
        <div className={classes.foot}>
          <Link
            to="/w/$workspace/settings"
            params={{ workspace }}
            className={classes.place ?? ''}
            activeProps={{ 'aria-current': 'page' }}
          >
            <IconSettings size={18} stroke={1.75} aria-hidden />
            Settings
          </Link>
          <AccountMenu />
        </div>
      </nav>
      <main id="page" className={classes.page} tabIndex={-1}>
        <Outlet />
      </main>
    </div>
  );
};
