/** Where the studio begins without an address: Home of the workspace that was open last. */
import { Navigate } from '@tanstack/react-router';
import { useSession } from '../connection/session.tsx';
import { workspaceToOpen } from './last-workspace.ts';
import { NoWorkspace } from './no-workspace.tsx';
import { SignedIn } from './signed-in.tsx';

export const FirstPage = () => (
  <SignedIn>
    <ToHome />
  </SignedIn>
);

const ToHome = () => {
  const workspace = workspaceToOpen(useSession().workspaces);
  if (!workspace) return <NoWorkspace />;
  return <Navigate to="/w/$workspace" params={{ workspace: workspace.id }} replace />;
};
