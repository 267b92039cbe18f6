/** Says that Sluice cannot be reached, for as long as it cannot, and what becomes of edits meanwhile. */
import { IconCloudOff } from '@tabler/icons-react';
import { useOnline } from '../connection/line.ts';
import classes from './offline-banner.module.css';

export const OfflineBanner = () => {
  const online = useOnline();
  return (
    <div className={classes.place} role="status">
      {!online && (
        <p className={classes.banner}>
          <IconCloudOff size={18} stroke={1.75} aria-hidden />
          You are offline. Edits are kept and sent later.
        </p>
      )}
    </div>
  );
};
