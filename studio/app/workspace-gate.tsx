/** Lets a page ask on behalf of the workspace in its address. */
import { Outlet, useParams } from '@tanstack/react-router';
import { ApiProvider } from '../connection/api.tsx';

export const WorkspaceGate = () => {
  const { workspace } = useParams({ from: '/w/$workspace' });
  return (
    <ApiProvider workspace={workspace}>
      <Outlet />
    </ApiProvider>
  );
};
