/** Lets a page ask on behalf of the workspace in its address, and know one's role there. */
import { Outlet, useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import { ApiProvider, useConnection } from '../connection/api.tsx';
import { useSession, WorkspaceProvider } from '../connection/session.tsx';
import { rememberWorkspace } from './last-workspace.ts';
import { LostPage } from './page-states.tsx';
import { SignedIn } from './signed-in.tsx';

export const WorkspaceGate = () => (
  <SignedIn>
    <Inside />
  </SignedIn>
);

const Inside = () => {
  const { workspace: id } = useParams({ from: '/w/$workspace' });
  const { workspaces } = useSession();
  const { signInAgain } = useConnection();
  const workspace = workspaces.find((one) => one.id === id);
  const isMine = workspace !== undefined;
  useEffect(() => {
    if (isMine) rememberWorkspace(id);
  }, [isMine, id]);
  if (!workspace) return <LostPage />;
  return (
    <ApiProvider workspace={id} signInAgain={signInAgain}>
      <WorkspaceProvider workspace={workspace}>
        <Outlet />
      </WorkspaceProvider>
    </ApiProvider>
  );
};
