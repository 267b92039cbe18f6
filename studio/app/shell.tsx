/** The rail on the left, the page on the right; on a phone the rail becomes a bar at the bottom. */
import { IconRoute } from '@tabler/icons-react';
import { Link, Outlet, useParams } from '@tanstack/react-router';
import { Mark } from '../ui/mark.tsx';
import classes from './shell.module.css';

const PLACES = [{ to: '/w/$workspace/flows', label: 'Flows', Icon: IconRoute }] as const;

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
        {PLACES.map(({ to, label, Icon }) => (
          <Link
            key={to}
            to={to}
            params={{ workspace }}
            className={classes.place ?? ''}
            activeProps={{ 'aria-current': 'page' }}
          >
            <Icon size={18} stroke={1.75} aria-hidden />
            {label}
          </Link>
        ))}
      </nav>
      <main id="page" className={classes.page}>
        <Outlet />
      </main>
    </div>
  );
};
